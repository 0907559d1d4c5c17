/** A whole file, checked before anything is sent. */
import type { BrokenRule } from '../../api/failure';
import { number } from '../../words/numbers';
import type { ReportInput } from '../../writing/report-values';
import { checkRow } from './check-row';
import { decode } from './decode';
import { readHeadings } from './headings';
import { maxRows } from './limits';
import { recordsOf } from './records';
import type { Columns } from './required';

export interface TableRow {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  readonly cells: readonly string[];
  readonly problems: readonly BrokenRule[];
  /** Of what is sent for it. */
  readonly bytes: number;
}

export interface Table {
  readonly columns: Columns;
  readonly rows: readonly TableRow[];
  /** About the file as a whole, which then has an empty list of rows. */
  readonly problems: readonly string[];
}

export function readTable(bytes: Uint8Array): Table {
  const { text, problem } = decode(bytes);
  if (problem !== undefined) return refused(problem);
  const { records, problem: broken } = recordsOf(text);
  if (broken !== undefined) return refused(`${broken}.`);
  const [first = [], ...others] = records;
  const { columns, problems } = readHeadings(first);
  if (problems.length > 0) return refused(...problems.map((each) => `${each}.`));
  const rows = others.flatMap((cells, index) => (isBlank(cells) ? [] : [{ number: index + 2, cells }]));
  if (rows.length === 0) return refused('The file has headings, but no rows.');
  if (rows.length > maxRows) {
    return refused(`The file has ${number(rows.length)} rows; the limit is ${number(maxRows)}.`);
  }
  return { columns, rows: checked(columns, rows), problems: [] };
}

const refused = (...problems: readonly string[]): Table => ({ columns: [], rows: [], problems });

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/**
 * A row that is the same as an earlier one would pass for it when an unknown outcome is looked up, so it is not sent; nor is
 * an id that another row has.
 */
function checked(columns: Columns, rows: readonly Pick<TableRow, 'number' | 'cells'>[]): readonly TableRow[] {
  const seen = new Map<string, number>();
  const earlier = (value: string, row: number): number | undefined => {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, row);
    return first;
  };
  return rows.map(({ number: row, cells }) => {
    const { input, problems, bytes } = checkRow(columns, cells);
    return { number: row, cells, problems: [...problems, ...repeated(input, (value) => earlier(value, row))], bytes };
  });
}

function repeated(
  { id, ...others }: ReportInput,
  earlier: (value: string) => number | undefined,
): readonly BrokenRule[] {
  const same = earlier(JSON.stringify([id, others]));
  if (same !== undefined) return [{ property: undefined, message: `The row is the same as row ${same}` }];
  const sameId = typeof id === 'string' ? earlier(id) : undefined;
  return sameId === undefined ? [] : [{ property: 'id', message: `id is the same as in row ${sameId}` }];
}
