/** The gateway does not filter by reason, so the page reads the Macs with failures and does what the gateway does else. */
import type { FailingMac } from '../api/use-failing-macs';
import { reasonsOf } from '../overview/failures';
import { compareVersions } from '../words/versions';
import type { MacsState, Sort } from './macs-url';

export function withReason(macs: readonly FailingMac[], state: MacsState, now: Date): FailingMac[] {
  const { reason, silent, version, sort } = state;
  const silentSince = silent === undefined ? undefined : now.getTime() - silent * 24 * 60 * 60 * 1000;
  return macs
    .filter((mac) => reason === undefined || reasonsOf(mac).includes(reason))
    .filter((mac) => version === undefined || (mac.osVersion ?? '') === version)
    .filter((mac) => silentSince === undefined || Date.parse(mac.lastUpdatedDateTime) <= silentSince)
    .sort(comparer(sort));
}

function comparer({ field, direction }: Sort): (a: FailingMac, b: FailingMac) => number {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => {
    const [left, right] = [a[field] ?? '', b[field] ?? ''];
    if (field === 'lastUpdatedDateTime') return sign * (Date.parse(String(left)) - Date.parse(String(right)));
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    if (field === 'osVersion') return sign * compareVersions(String(left), String(right));
    return sign * String(left).localeCompare(String(right), 'en');
  };
}
