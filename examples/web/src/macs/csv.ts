/** Macs as a file for a spreadsheet. */
import Papa from 'papaparse';
import type { MacRowFragment } from '../api/generated/graphql';

const columns = {
  Mac: 'deviceName',
  Report: 'displayName',
  User: 'userPrincipalName',
  macOS: 'osVersion',
  'Successful updates': 'successfulUpdateCount',
  'Failed updates': 'failedUpdateCount',
  Updates: 'totalUpdateCount',
  'Last report': 'lastUpdatedDateTime',
  'Device ID': 'deviceId',
  'User ID': 'userId',
  'Report ID': 'id',
} as const satisfies Record<string, keyof MacRowFragment>;

/**
 * A spreadsheet runs a cell that starts like this as a formula, and people choose the names of their Macs. Papa Parse's
 * own pattern lets cells with a line break pass.
 */
const startsFormula = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Without it Excel reads UTF-8 as another encoding. */
const byteOrderMark = '\uFEFF';

export function csvOf(macs: readonly MacRowFragment[]): string {
  const data = macs.map((mac) => Object.values(columns).map((property) => mac[property] ?? ''));
  return byteOrderMark + Papa.unparse({ fields: Object.keys(columns), data }, { escapeFormulae: startsFormula });
}
