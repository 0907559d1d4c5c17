/** Plausible reports with their categories and states, the same at each start: what is counted is there to be counted. */
import { accountSummary, categorySummary, failedStates, stateSummary, updateCategories } from './entity-types.js';
import { complete } from './entity.js';
import type { TreeNode } from './store.js';

const departments = ['Marketing', 'Design', 'Finance', 'Legal', 'Support'];
const versions = ['26.1', '26.0.1', '15.7.2', '15.6', '14.8.2'];
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
  const number = String(index + 1).padStart(3, '0');
  const department = departments[index % departments.length] ?? '';
  const name = `${department}-MBP-${number}`;
  const owner = { deviceId: guid(0xd0000000 + index), userId: guid(0xa0000000 + index) };
  const lastUpdatedDateTime = `2026-11-${String(1 + (index % 20)).padStart(2, '0')}T08:${String(index % 60).padStart(2, '0')}:56.8321556Z`;
  const states = statesOf(index);
  const width = Math.min(states.length, 1 + (index % 3));
  const children = Array.from({ length: width }, (_, place) => {
    const own = states.filter((_state, position) => position % width === place);
    return seedCategory(index * 4 + place, own, name, { ...owner, lastUpdatedDateTime });
  });
  const body = {
    displayName: `macOS updates of ${name}`,
    ...owner,
    deviceName: name,
    userPrincipalName: `${department.toLowerCase()}.${number}@contoso.com`,
    osVersion: versions[(index * 3) % versions.length],
    ...countsOf(states),
    lastUpdatedDateTime,
  };
  return { row: complete(accountSummary, body, guid(0xe0000000 + index)), children };
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
  // `key` is 4 × account + place: the sum of both turns the categories from Mac to Mac.
  const updateCategory = updateCategories[(Math.floor(key / 4) + key) % updateCategories.length] ?? 'other';
  const children = states.map((state, place) => {
    const product = products[updateCategory][place % 3] ?? '';
    const body = {
      displayName: product,
      productKey: `0${42 + place}-${String(10_000 + ((key * 37) % 90_000))}`,
      updateCategory,
      updateVersion: `${1 + (key % 5)}.${place}`,
      state,
      lastUpdatedDateTime: shared.lastUpdatedDateTime,
    };
    return { row: complete(stateSummary, body, guid(0x50000000 + key * 16 + place)), children: [] };
  });
  const body = { displayName: `${updateCategory} updates of ${name}`, ...shared, updateCategory, ...countsOf(states) };
  return { row: complete(categorySummary, body, guid(0xc0000000 + key)), children };
}

function countsOf(states: readonly string[]): object {
  const successfulUpdateCount = states.filter((state) => state === 'success').length;
  const failedUpdateCount = states.filter((state) => (failedStates as readonly string[]).includes(state)).length;
  return { successfulUpdateCount, failedUpdateCount, totalUpdateCount: states.length };
}

function guid(number: number): string {
  const hex = number.toString(16).padStart(8, '0');
  return `${hex}-7d05-6468-057d-${hex.slice(4)}${hex}`;
}
