import { counted } from '../../words/numbers';
import type { OneImport } from '../one-import';

interface Props {
  readonly count: number;
  readonly one: OneImport;
}

/** Reports that may be stored are never sent again without the person. */
export function UnknownRows({ count, one }: Props) {
  if (count === 0) return null;
  return (
    <section className="partial" aria-labelledby="unknown-rows">
      <h2 id="unknown-rows">{counted(count, 'row')} may have been stored</h2>
      <p>
        The answer was lost, and no equal report was found. Microsoft Graph can take some minutes to show a report, so
        look again before you send what was not found.
      </p>
      <div className="actions">
        <button type="button" onClick={() => void one.lookAgain()}>
          Look again
        </button>
        <button type="button" onClick={() => void one.sendAgain()}>
          Send again what was not found
        </button>
      </div>
    </section>
  );
}
