/** Results as files for a spreadsheet. */
import Papa from 'papaparse';
import { byteOrderMark, startsFormula, withoutDefusing } from '../../macs/csv-cells';
import type { Columns } from '../file/required';
import type { ImportRow } from '../run/rows';
import { explanationOf, results } from './words';

/** The rows of the file with what became of them, in its order. */
export function resultsCsv(columns: Columns, rows: readonly ImportRow[]): string {
  const headings = ['Row', 'Result', 'Report ID', 'Explanation'];
  return csv(columns, headings, rows, (row) => {
    const { outcome } = row;
    return [String(row.number), results[outcome.kind], outcome.kind === 'stored' ? outcome.id : '', explanationOf(row)];
  });
}

/** The rows that were not stored for a reason, to correct and to import as they are. */
export function refusedCsv(columns: Columns, rows: readonly ImportRow[]): string {
  const refused = rows.filter(({ outcome }) => outcome.kind === 'refused');
  return csv(columns, [], refused, () => []);
}

function csv(
  columns: Columns,
  headings: readonly string[],
  rows: readonly ImportRow[],
  before: (row: ImportRow) => readonly string[],
): string {
  const named = columns.flatMap((name, index) => (name === undefined ? [] : [{ name, index }]));
  const data = rows.map((row) => [
    ...before(row),
    ...named.map(({ index }) => withoutDefusing(row.cells[index] ?? '')),
  ]);
  const fields = [...headings, ...named.map(({ name }) => name)];
  return byteOrderMark + Papa.unparse({ fields, data }, { escapeFormulae: startsFormula });
}
