/** Macs as a file for a spreadsheet. */
import Papa from 'papaparse';
import type { MacRowFragment } from '../api/generated/graphql';
import { byteOrderMark, columns, startsFormula } from './csv-cells';

export function csvOf(macs: readonly MacRowFragment[]): string {
  const data = macs.map((mac) => Object.values(columns).map((property) => mac[property] ?? ''));
  return byteOrderMark + Papa.unparse({ fields: Object.keys(columns), data }, { escapeFormulae: startsFormula });
}
