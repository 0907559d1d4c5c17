import { number, share } from '../../words/numbers';
import { openIn, type Progress } from '../run/import-run';
import { rateOf, timeLeft } from './rate';

/** For the eye; a screen reader hears {@link SpokenProgress} now and then. */
export function Meter({ progress }: { readonly progress: Progress }) {
  const { counts, phase } = progress;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const done = total - openIn(counts);
  const rate = rateOf(progress);
  return (
    <div className="meter">
      <progress aria-label="Rows with a result" max={total} value={done} />
      <p>
        <strong>{share(done, total)}</strong> · {number(done)} of {number(total)} rows
        {phase === 'running' && rate !== undefined && (
          <>
            {' '}
            · {number(Math.round(rate))} rows per second · {timeLeft(progress, rate)}
          </>
        )}
      </p>
      <dl className="import-counts">
        <div>
          <dt>Stored</dt>
          <dd>{number(counts.stored)}</dd>
        </div>
        <div>
          <dt>To correct</dt>
          <dd className={counts.refused > 0 ? 'bad' : undefined}>{number(counts.refused)}</dd>
        </div>
        <div>
          <dt>Outcome unknown</dt>
          <dd className={counts.unknown > 0 ? 'bad' : undefined}>{number(counts.unknown)}</dd>
        </div>
        <div>
          <dt>Still to do</dt>
          <dd>{number(openIn(counts))}</dd>
        </div>
      </dl>
    </div>
  );
}
