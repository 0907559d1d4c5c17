import type { ReactNode } from 'react';
import type { FailingMacs } from '../api/use-failing-macs';
import { BarChart } from '../charts/BarChart';
import { ChartFigure } from '../charts/ChartFigure';
import type { Datum } from '../charts/datum';
import { FailureNotice } from '../ui/FailureNotice';
import { Skeleton } from '../ui/Skeleton';
import { counted } from '../words/numbers';

interface Props {
  readonly title: string;
  readonly column: string;
  readonly failing: FailingMacs;
  readonly data: readonly Datum[];
}

/** A chart of failed updates, with its states: nothing read yet, nothing failed, not read. */
export function FailingFigure({ title, column, failing, data }: Props): ReactNode {
  const { macs, hasData, isReading, isComplete, error, tryAgain } = failing;
  if (!hasData) {
    return (
      <section className="card chart">
        <h2>{title}</h2>
        <FailureNotice error={isReading ? undefined : error} onRetry={tryAgain} />
        {isReading && <Skeleton label={title} />}
      </section>
    );
  }
  const caption = `Failed updates of ${isComplete ? '' : 'the first '}${counted(macs.length, 'Mac')} with failures.`;
  const bars = data.filter(({ value }) => value > 0);
  return (
    <ChartFigure title={title} caption={caption} columns={[column, 'Failed updates']} data={data}>
      {bars.length > 0 ? <BarChart data={bars} tone="bad" /> : <p>No failed update has one.</p>}
    </ChartFigure>
  );
}
