import { lazy, Suspense, useMemo, useState } from 'react';
import { download } from '../../ui/download';
import { Skeleton } from '../../ui/Skeleton';
import { counted } from '../../words/numbers';
import type { Outcome, Slice } from '../run/rows';
import type { ImportHead } from '../run/storage';
import { results } from './words';

/** With the code that keeps most rows out of the document. */
const ResultsTable = lazy(() => import('./ResultsTable'));

interface Props {
  readonly head: ImportHead;
  readonly slices: readonly Slice[];
  readonly isRunning: boolean;
}

type Shown = Outcome['kind'] | 'all';

export function Results({ head, slices, isRunning }: Props) {
  const [shown, setShown] = useState<Shown>('all');
  const all = useMemo(() => slices.flatMap(({ rows }) => rows), [slices]);
  const rows = useMemo(
    () => (shown === 'all' ? all : all.filter(({ outcome }) => outcome.kind === shown)),
    [all, shown],
  );
  const hasRefused = useMemo(() => all.some(({ outcome }) => outcome.kind === 'refused'), [all]);
  const save = async (what: 'results' | 'refused'): Promise<void> => {
    const { resultsCsv, refusedCsv } = await import('./results-csv');
    const write = what === 'results' ? resultsCsv : refusedCsv;
    download(write(head.columns, all), `${head.fileName.replace(/\.\w+$/, '')}-${what}.csv`);
  };
  return (
    <>
      <div className="results-head">
        <h2 id="results">Results</h2>
        <label>
          Show{' '}
          <select value={shown} onChange={({ target }) => setShown(target.value as Shown)}>
            <option value="all">All rows</option>
            {Object.entries(results).map(([kind, word]) => (
              <option key={kind} value={kind}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <span className="count">{counted(rows.length, 'row')}</span>
        {!isRunning && (
          <button type="button" onClick={() => void save('results')}>
            Download the results
          </button>
        )}
        {!isRunning && hasRefused && (
          <button type="button" onClick={() => void save('refused')}>
            Download the rows to correct
          </button>
        )}
      </div>
      <Suspense fallback={<Skeleton label="Loading the table" />}>
        <ResultsTable columns={head.columns} rows={rows} />
      </Suspense>
    </>
  );
}
