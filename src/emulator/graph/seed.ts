/** Plausible reports with their categories and states, the same at each start. The counts agree with the rows. */
import { accountSummary, categorySummary, failedStates, stateSummary, updateCategories } from './entity-types.js';
import { complete } from './entity.js';
import { guid, macAt } from './seed-macs.js';
import type { TreeNode } from './store.js';

const products = {
  critical: ['Rapid Security Response', 'macOS Security Update', 'XProtect Remediator'],
  configurationDataFile: ['XProtectPlistConfigData', 'Gatekeeper Configuration Data', 'MRTConfigData'],
  firmware: ['Bridge Firmware Update', 'Magic Keyboard Firmware', 'Studio Display Firmware'],
  other: ['Safari', 'Command Line Tools for Xcode', 'macOS Tahoe'],
} as const;

export function seedReports(count: number): TreeNode[] {
  return Array.from({ length: count }, (_, index) => seedAccount(index));
}

function seedAccount(index: number): TreeNode {
  const { deviceId, userId, deviceName, userPrincipalName, osVersion, lastUpdatedDateTime } = macAt(index);
  const owner = { deviceId, userId };
  const states = statesOf(index);
  const width = Math.min(states.length, 1 + (index % 3));
  const categorySummaries = Array.from({ length: width }, (_, place) => {
    const own = states.filter((_state, position) => position % width === place);
    return seedCategory(index * 4 + place, own, deviceName, { ...owner, lastUpdatedDateTime });
  });
  const body = {
    displayName: `macOS updates of ${deviceName}`,
    ...owner,
    deviceName,
    userPrincipalName,
    osVersion,
    ...countsOf(states),
    lastUpdatedDateTime,
  };
  return { row: complete(accountSummary, body, guid(0xe0000000 + index)), children: { categorySummaries } };
}

/** The states of all updates of one Mac; every fourth Mac has failures. */
function statesOf(index: number): string[] {
  const successful = 2 + ((index * 7) % 9);
  const failed = index % 4 === 3 ? 1 + (index % 3) : 0;
  return Array.from({ length: successful + failed }, (_, position) =>
    position < successful ? 'success' : (failedStates[(index + position) % failedStates.length] ?? ''),
  );
}

function seedCategory(
  key: number,
  states: readonly string[],
  name: string,
  shared: { readonly deviceId: string; readonly userId: string; readonly lastUpdatedDateTime: string },
): TreeNode {
  // `key` is 4 × account + position: the sum of both varies the categories from Mac to Mac.
  const updateCategory = updateCategories[(Math.floor(key / 4) + key) % updateCategories.length] ?? 'other';
  const updateStateSummaries = states.map((state, place) => {
    const product = products[updateCategory][place % 3] ?? '';
    const body = {
      displayName: product,
      productKey: `0${42 + place}-${String(10_000 + ((key * 37) % 90_000))}`,
      updateCategory,
      updateVersion: `${1 + (key % 5)}.${place}`,
      state,
      lastUpdatedDateTime: shared.lastUpdatedDateTime,
    };
    return { row: complete(stateSummary, body, guid(0x50000000 + key * 16 + place)), children: {} };
  });
  const body = { displayName: `${updateCategory} updates of ${name}`, ...shared, updateCategory, ...countsOf(states) };
  return { row: complete(categorySummary, body, guid(0xc0000000 + key)), children: { updateStateSummaries } };
}

function countsOf(states: readonly string[]): object {
  const successfulUpdateCount = states.filter((state) => state === 'success').length;
  const failedUpdateCount = states.filter((state) => (failedStates as readonly string[]).includes(state)).length;
  return { successfulUpdateCount, failedUpdateCount, totalUpdateCount: states.length };
}
