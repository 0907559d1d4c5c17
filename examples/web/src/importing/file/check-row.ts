/** What can be known of a row before it is sent: the types of its cells. The gateway alone knows the rules. */
import type { BrokenRule } from '../../api/failure';
import { withoutDefusing } from '../../macs/csv-cells';
import { fieldsOfCreation, type FieldName, type ReportField } from '../../writing/report-fields';
import { readFields, type Reading, type ReportInput, type Values } from '../../writing/report-values';
import { isRequired, type Columns } from './required';

/** As many as fit into a request of 1 MiB with 99 more. */
const maxBytesOfRow = 500_000;

/** A timestamp stays as it is, with all its digits. */
const asText = (field: ReportField): ReportField => (field.kind === 'time' ? { ...field, kind: 'text' } : field);

const isComplete = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));

export interface CheckedRow {
  readonly input: ReportInput;
  readonly problems: readonly BrokenRule[];
  /** Of the input as JSON. */
  readonly bytes: number;
}

export function checkRow(columns: Columns, cells: readonly string[]): CheckedRow {
  const { input, problems } = read(columns, cells);
  const bytes = encoder.encode(JSON.stringify(input)).length;
  const wrong = fieldsIn(columns).flatMap(problemOf(input));
  return { input, problems: [...problems, ...extraCells(columns, cells), ...wrong, ...tooLong(bytes)], bytes };
}

/** The same cells always become the same input: a repeat with the same key must not differ. */
export const inputOf = (columns: Columns, cells: readonly string[]): ReportInput => read(columns, cells).input;

function read(columns: Columns, cells: readonly string[]): Reading {
  const values: Values = Object.fromEntries(
    columns.flatMap((name, index) => (name === undefined ? [] : [[name, withoutDefusing(cells[index] ?? '')]])),
  );
  return readFields(fieldsIn(columns).map(asText), values, () => false);
}

const fieldsIn = (columns: Columns): readonly ReportField[] =>
  fieldsOfCreation.filter(({ name }) => columns.includes(name));

const encoder = new TextEncoder();

const problemOf =
  (input: ReportInput) =>
  ({ name, kind }: ReportField): readonly BrokenRule[] => {
    const value = input[name];
    if (value === null && isRequired(name)) return [problem(name, 'must have a value, and the cell is empty')];
    if (kind !== 'time' || typeof value !== 'string' || isComplete(value)) return [];
    return [problem(name, 'must be a complete date and time with an offset, such as 2026-11-27T08:30:00Z')];
  };

const problem = (name: FieldName, must: string): BrokenRule => ({ property: name, message: `${name} ${must}` });

function extraCells(columns: Columns, cells: readonly string[]): readonly BrokenRule[] {
  const isExtra = cells.some((cell, index) => columns[index] === undefined && cell.trim() !== '');
  return isExtra ? [{ property: undefined, message: 'The row has more cells than there are headings' }] : [];
}

const tooLong = (bytes: number): readonly BrokenRule[] =>
  bytes <= maxBytesOfRow ? [] : [{ property: undefined, message: 'The row is longer than the gateway accepts' }];
