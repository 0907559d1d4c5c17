/** From the address to what the gateway is asked, and to what the page itself leaves out. */
import type {
  MacOSSoftwareUpdateAccountSummaryFilter as Filter,
  MacOSSoftwareUpdateAccountSummaryOrder as Order,
  MacRowFragment,
} from '../api/generated/graphql';
import { daysBefore } from '../words/dates';
import type { MacsState } from './macs-url';

export function filterOf({ failing, silent, version }: MacsState, now: Date): Filter | null {
  const filter: Filter = {
    ...(failing ? { failedUpdateCount: { gt: 0 } } : {}),
    ...(silent === undefined ? {} : { lastUpdatedDateTime: { le: daysBefore(silent, now) } }),
    ...(version === undefined ? {} : { osVersion: version === '' ? { isNull: true } : { eq: version } }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** The key comes last, so that equal rows have one order on every page. */
export const orderOf = ({ sort }: MacsState): Order[] => [sort, { field: 'id', direction: 'ASC' }];

export function matchesSearch(mac: MacRowFragment, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return true;
  return [mac.deviceName, mac.displayName, mac.userPrincipalName, mac.osVersion, mac.deviceId, mac.userId].some(
    (text) => text?.toLowerCase().includes(wanted),
  );
}
