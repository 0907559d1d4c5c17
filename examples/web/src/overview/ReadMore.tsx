import type { FailingMacs } from '../api/use-failing-macs';
import { counted, number } from '../words/numbers';

/** Says which Macs the charts of failures leave out, while they do. */
export function ReadMore({ failing, total }: { readonly failing: FailingMacs; readonly total: number }) {
  const { macs, isComplete, isReading, hasData, error, readAll, tryAgain } = failing;
  if (!hasData || isComplete) return null;
  const left = Math.max(0, total - macs.length);
  return (
    <p className="note" role="status">
      {isReading ? (
        `Reading why updates fail: ${number(macs.length)} of ${counted(total, 'Mac')} with failures so far…`
      ) : (
        <>
          The reasons and categories are those of the {number(macs.length)} Macs with the most failed updates;{' '}
          {counted(left, 'Mac')} with failures {left === 1 ? 'is' : 'are'} left out.{' '}
          <button type="button" className="small" onClick={error ? tryAgain : readAll}>
            {error ? 'Try again' : 'Read all'}
          </button>
        </>
      )}
    </p>
  );
}
