import { useEffect, useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { BrokenRule } from '../api/failure';
import { BrokenRules } from './BrokenRules';
import type { ReportField } from './report-fields';
import { readFields, valuesOf, type ReportInput, type Values } from './report-values';
import { ReportFieldInput } from './ReportFieldInput';

interface Props {
  readonly fields: readonly ReportField[];
  readonly initial: Values;
  /** The rules that the gateway found broken. */
  readonly brokenRules: readonly BrokenRule[];
  readonly isSending: boolean;
  readonly onSubmit: (input: ReportInput, values: Values) => void;
  readonly onTyped?: () => void;
  readonly heading?: ReactNode;
  /** What failed, and the buttons. They stand outside of the form, since a failure may bring a form for a token. */
  readonly children: (formId: string) => ReactNode;
}

/** The fields of a report. The gateway knows the rules; this form knows types, and shows at each field what is wrong. */
export function ReportForm(props: Props) {
  const { fields, initial, brokenRules, isSending, onSubmit, onTyped, heading, children } = props;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [unreadable, setUnreadable] = useState<readonly BrokenRule[]>([]);
  const problems = unreadable.length > 0 ? unreadable : brokenRules;

  useEffect(() => {
    const wrong = new Set(problems.map(({ property }) => property));
    const first = fields.find(({ name }) => wrong.has(name));
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first.name}]`)?.focus();
  }, [problems, fields]);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { elements } = event.currentTarget;
    const values = valuesOf(event.currentTarget);
    const read = readFields(fields, values, (name) => {
      const element = elements.namedItem(name);
      return element instanceof HTMLInputElement && element.validity.badInput;
    });
    setUnreadable(read.problems);
    if (read.problems.length === 0) onSubmit(read.input, values);
  };
  return (
    <div className="card report-form">
      {heading}
      <BrokenRules problems={problems} fields={fields} idOf={(name) => `${id}${name}`} />
      <form ref={form} id={id} className="fields" noValidate aria-busy={isSending} onSubmit={submit} onInput={onTyped}>
        {fields.map((field) => (
          <ReportFieldInput
            key={field.name}
            field={field}
            id={`${id}${field.name}`}
            initial={initial[field.name] ?? ''}
            messages={problems.filter(({ property }) => property === field.name).map(({ message }) => message)}
          />
        ))}
      </form>
      {children(id)}
    </div>
  );
}
