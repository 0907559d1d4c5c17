import { Link } from 'react-router';
import type { FleetQuery } from '../api/generated/graphql';
import { counted, number, share } from '../words/numbers';

export type Statistics = NonNullable<NonNullable<FleetQuery['fleet']>['statistics']>;

interface Tile {
  readonly label: string;
  readonly value: number;
  readonly detail: string;
  readonly to: string;
  readonly isBad: boolean;
}

export function Tiles({ statistics, silentDays }: { readonly statistics: Statistics; readonly silentDays: number }) {
  const { reports, withFailures, failedUpdates, totalUpdates, bySilence } = statistics;
  const silent = bySilence.find(({ toDays }) => toDays === null)?.reports ?? 0;
  const tiles: readonly Tile[] = [
    { label: 'Macs with a report', value: reports, detail: 'all that Intune lists', to: '/macs', isBad: false },
    {
      label: 'With failed updates',
      value: withFailures,
      detail: `${share(withFailures, reports)} of these Macs`,
      to: '/macs?failing=1',
      isBad: withFailures > 0,
    },
    {
      label: 'Failed updates',
      value: failedUpdates,
      detail: `of ${counted(totalUpdates, 'update')}`,
      to: '/macs?failing=1&sort=failedUpdateCount.DESC',
      isBad: failedUpdates > 0,
    },
    {
      label: `Silent for ${counted(silentDays, 'day')}`,
      value: silent,
      detail: `${share(silent, reports)} have not reported since`,
      to: `/macs?silent=${silentDays}`,
      isBad: silent > 0,
    },
  ];
  return (
    <ul className="tiles">
      {tiles.map(({ label, value, detail, to, isBad }) => (
        <li key={label}>
          <Link className="card tile" to={to}>
            <span className="tile-label">{label}</span>
            <strong className={isBad ? 'tile-value bad' : 'tile-value'}>{number(value)}</strong>
            <span className="tile-detail">{detail}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
