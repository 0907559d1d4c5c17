import { useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { isWhole } from '../api/failure';
import { useHeading } from '../app/use-heading';
import { useMayWrite } from '../session/may-write';
import { Empty } from '../ui/Empty';
import { FailureNotice } from '../ui/FailureNotice';
import { NotProven } from '../ui/NotProven';
import { PartialNotice } from '../ui/PartialNotice';
import { Skeleton } from '../ui/Skeleton';
import { counted, number } from '../words/numbers';
import { ExportButton } from './ExportButton';
import { Filters } from './Filters';
import { macsStateOf, paramsOf, type MacsState } from './macs-url';
import { MacTable } from './MacTable';
import { useMacs, type Macs } from './use-macs';

export default function MacsPage() {
  const heading = useHeading('Macs');
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => macsStateOf(params), [params]);
  const macs = useMacs(state);
  // A new filter is a step that "back" takes back; each letter of a search is not.
  const change = (changes: Partial<MacsState>): void =>
    setParams(paramsOf({ ...state, ...changes }), { replace: 'q' in changes });

  return (
    <>
      <div className="head">
        <h1 {...heading}>Macs</h1>
        <p role="status" className="as-of">
          {progressOf(macs)}
        </p>
        <div className="actions">
          <ExportButton macs={macs.macs} isComplete={macs.isComplete} />
        </div>
      </div>
      <Filters state={state} onChange={change} />
      <FailureNotice
        error={!macs.isReading && isWhole(macs.error) ? macs.error : undefined}
        onRetry={macs.tryAgain}
        isStale={macs.hasData}
      />
      <PartialNotice error={macs.error} />
      {!macs.hasData && macs.isReading && <Skeleton label="Reading the Macs" lines={12} />}
      {macs.hasData && macs.macs.length === 0 && macs.isComplete && (
        <NoMac state={state} onClear={() => setParams({})} />
      )}
      {macs.macs.length > 0 && (
        <MacTable macs={macs.macs} sort={state.sort} onSort={(sort) => change({ sort })} isComplete={macs.isComplete} />
      )}
      <NotProven />
    </>
  );
}

function progressOf({ macs, read, isReading, isComplete, hasData }: Macs): string {
  if (!hasData) return '';
  if (isReading) return `${counted(read, 'Mac')} read so far…`;
  const found = macs.length === read ? counted(read, 'Mac') : `${number(macs.length)} of ${counted(read, 'Mac')}`;
  return isComplete ? found : `${found}, incomplete`;
}

function NoMac({ state, onClear }: { readonly state: MacsState; readonly onClear: () => void }) {
  const mayWrite = useMayWrite();
  if (paramsOf({ ...state, sort: macsStateOf(new URLSearchParams()).sort }).size === 0) {
    return (
      <Empty title="No reports">
        <p>Intune lists a Mac here only once it has reported about its updates.</p>
        {mayWrite && <Link to="/create">Store a report</Link>}
      </Empty>
    );
  }
  return (
    <Empty title="No Mac matches">
      <p>No Mac with a report matches all filters.</p>
      <button type="button" onClick={onClear}>
        Clear all filters
      </button>
    </Empty>
  );
}
