/** The columns and cells of files for spreadsheets. */
import type { MacRowFragment } from '../api/generated/graphql';

export const columns = {
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
export const startsFormula = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Without it Excel reads UTF-8 as another encoding. */
export const byteOrderMark = '\uFEFF';

/** What a cell was before this file made it harmless. */
export function withoutDefusing(cell: string): string {
  return cell.startsWith("'") && startsFormula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
