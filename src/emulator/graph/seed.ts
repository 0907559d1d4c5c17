/** Plausible reports with their categories and states, the same at each start. The counts agree with the rows. */
import { accountSummary, categorySummary, failedStates, stateSummary, updateCategories } from './entity-types.js';
import { complete } from './entity.js';
import { roll } from './seed-choice.js';
import { guid, macAt } from './seed-macs.js';
import { updatesOf } from './seed-states.js';
import type { TreeNode } from './store.js';

const products = {
  critical: ['Rapid Security Response', 'macOS Security Update', 'XProtect Remediator'],
  configurationDataFile: ['XProtectPlistConfigData', 'Gatekeeper Configuration Data', 'MRTConfigData'],
  firmware: ['Bridge Firmware Update', 'Magic Keyboard Firmware', 'Studio Display Firmware'],
  other: ['Safari', 'Command Line Tools for Xcode', 'macOS Tahoe'],
} as const;

/** Of 100 reports, how many lack the name of the Mac, the user, or the version. */
const withoutName = 3;
const withoutUser = 4;
const withoutVersion = 3;

export function seedReports(count: number, now: Date): TreeNode[] {
  return Array.from({ length: count }, (_, index) => seedAccount(index, now));
}

function seedAccount(index: number, now: Date): TreeNode {
  const { deviceId, userId, deviceName, userPrincipalName, osVersion, lastUpdatedDateTime } = macAt(index, now);
  const owner = { deviceId, userId };
  const updates = updatesOf(index, osVersion);
  const categorySummaries = updateCategories
    .map((category, place) => ({ category, place, own: updates.filter((update) => update.category === category) }))
    .filter(({ own }) => own.length > 0)
    .map(({ category, place, own }) =>
      seedCategory(
        index * updateCategories.length + place,
        category,
        own.map(({ state }) => state),
        deviceName,
        { ...owner, lastUpdatedDateTime },
      ),
    );
  const lacks = (aspect: string, ofHundred: number): boolean => roll(index, `without ${aspect}`) * 100 < ofHundred;
  const body = {
    displayName: `macOS updates of ${deviceName}`,
    ...owner,
    deviceName: lacks('name', withoutName) ? null : deviceName,
    userPrincipalName: lacks('user', withoutUser) ? null : userPrincipalName,
    osVersion: lacks('version', withoutVersion) ? null : osVersion,
    ...countsOf(updates.map(({ state }) => state)),
    lastUpdatedDateTime,
  };
  return { row: complete(accountSummary, body, guid(0xe0000000 + index)), children: { categorySummaries } };
}

function seedCategory(
  key: number,
  updateCategory: (typeof updateCategories)[number],
  states: readonly string[],
  name: string,
  shared: { readonly deviceId: string; readonly userId: string; readonly lastUpdatedDateTime: string },
): TreeNode {
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
