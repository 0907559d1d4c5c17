import { useId } from 'react';
import type { BrokenRule } from '../api/failure';
import { counted } from '../words/numbers';
import { messageInWords, type ReportField } from './report-fields';

interface Props {
  readonly problems: readonly BrokenRule[];
  readonly fields: readonly ReportField[];
  readonly idOf: (name: string) => string;
}

/** All that is wrong, in the order of the fields, each with the way to its field. */
export function BrokenRules({ problems, fields, idOf }: Props) {
  const id = useId();
  if (problems.length === 0) return null;
  const order = (property: string | undefined): number => fields.findIndex(({ name }) => name === property);
  return (
    <section className="failure" role="alert" aria-labelledby={id}>
      <h2 id={id}>{counted(problems.length, 'thing')} to correct; nothing was stored</h2>
      <ul>
        {problems
          .toSorted((a, b) => order(a.property) - order(b.property))
          .map(({ property = '', message }) => (
            <li key={`${property} ${message}`}>
              {order(property) < 0 ? (
                `${messageInWords(property, message)}.`
              ) : (
                <button
                  type="button"
                  className="plain"
                  onClick={() => document.getElementById(idOf(property))?.focus()}
                >
                  {messageInWords(property, message)}.
                </button>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}
