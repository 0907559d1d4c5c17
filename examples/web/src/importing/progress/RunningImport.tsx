import { useCallback, useSyncExternalStore } from 'react';
import { hasNoKeys } from '../../api/failure';
import { WriteFailure } from '../../writing/WriteFailure';
import type { OneImport } from '../one-import';
import { Results } from '../results/Results';
import { openIn, type ImportRun } from '../run/import-run';
import type { ImportHead } from '../run/storage';
import { useArrivedHeading } from '../use-arrived-heading';
import { ForgetButton } from './ForgetButton';
import { LeaveRunning } from './LeaveRunning';
import { Meter } from './Meter';
import { SpokenProgress } from './SpokenProgress';
import { UnknownRows } from './UnknownRows';
import { WaitLine } from './WaitLine';

interface Props {
  readonly one: OneImport;
  readonly head: ImportHead;
  readonly run: ImportRun;
}

export function RunningImport({ one, head, run }: Props) {
  const progress = useSyncExternalStore(run.subscribe, run.progress);
  const forget = useCallback(() => void one.forget(), [one]);
  const { phase, counts, wait, failure, slices } = progress;
  const heading = useArrivedHeading(phase);
  const isRunning = phase === 'running' || phase === 'pausing';
  return (
    <>
      <section className="card import" aria-labelledby="import-of">
        <h2 id="import-of" {...heading}>
          {head.fileName}: {phase}
        </h2>
        <Meter progress={progress} />
        {wait && <WaitLine key={wait.until ?? 'offline'} until={wait.until} failure={wait.failure} />}
        <SpokenProgress key={phase} progress={progress} />
        <div className="actions">
          {!isRunning && <ForgetButton isUnfinished={openIn(counts) > 0} onForget={forget} />}
          {isRunning && (
            <button
              type="button"
              aria-disabled={phase === 'pausing'}
              onClick={phase === 'running' ? () => void run.pause() : undefined}
            >
              {phase === 'pausing' ? 'Pausing…' : 'Pause'}
            </button>
          )}
          {phase === 'paused' && (
            <button type="button" className="primary" onClick={() => run.start()}>
              Continue
            </button>
          )}
        </div>
      </section>
      <WriteFailure failure={failure}>
        {failure && hasNoKeys(failure) && (
          <p>
            An import goes only to a gateway that keeps a key for each row, since a row whose answer is lost would
            otherwise be stored twice.
          </p>
        )}
        <p>The import is paused. Every row that was stored stays stored, and is not sent again.</p>
      </WriteFailure>
      {!isRunning && <UnknownRows count={counts.unknown} one={one} />}
      <Results head={head} slices={slices} isRunning={isRunning} />
      <LeaveRunning isRunning={isRunning} />
    </>
  );
}
