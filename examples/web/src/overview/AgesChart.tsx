import { ChartFigure } from '../charts/ChartFigure';
import { ColumnChart } from '../charts/ColumnChart';
import { counted } from '../words/numbers';
import type { Statistics } from './Tiles';

type Age = Statistics['byAge'][number];

export function AgesChart({ ages }: { readonly ages: readonly Age[] }) {
  const data = ages.map((age) => ({
    key: String(age.fromDays),
    label: inWords(age),
    short: inShort(age),
    value: age.reports,
  }));
  return (
    <ChartFigure
      title="When Macs last reported"
      caption="Days since the last report; a Mac in use reports several times a day."
      columns={['Last report', 'Macs']}
      data={data}
    >
      <ColumnChart data={data} />
    </ChartFigure>
  );
}

function inWords({ fromDays, toDays }: Age): string {
  if (toDays === null || toDays === undefined) return `${fromDays} days or more`;
  return fromDays === 0 ? `< ${counted(toDays, 'day')}` : `${fromDays} to ${toDays} days`;
}

function inShort({ fromDays, toDays }: Age): string {
  if (toDays === null || toDays === undefined) return `${fromDays}+`;
  return fromDays === 0 ? `< ${toDays}` : `${fromDays}–${toDays}`;
}
