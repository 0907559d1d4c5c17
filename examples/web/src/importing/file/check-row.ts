/** What can be known of a row before it is sent: the types of its cells. The gateway alone knows the rules. */
import type { BrokenRule } from '../../api/failure';
import { withoutDefusing } from '../../macs/csv-cells';
import { fieldsOfCreation, type FieldName, type ReportField } from '../../writing/report-fields';
import { readFields, type ReportInput, type Values } from '../../writing/report-values';
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
}

/** The same cells always become the same input: a repeat with the same key must not differ. */
export function checkRow(columns: Columns, cells: readonly string[]): CheckedRow {
  const values: Values = Object.fromEntries(
    columns.flatMap((name, index) => (name === undefined ? [] : [[name, withoutDefusing(cells[index] ?? '')]])),
  );
  const fields = fieldsOfCreation.filter(({ name }) => columns.includes(name));
  const { input, problems } = readFields(fields.map(asText), values, () => false);
  return {
    input,
    problems: [...problems, ...extraCells(columns, cells), ...fields.flatMap(problemOf(input)), ...size(input)],
  };
}

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

function size(input: ReportInput): readonly BrokenRule[] {
  if (bytesOf(input) <= maxBytesOfRow) return [];
  return [{ property: undefined, message: 'The row is longer than the gateway accepts' }];
}

export const bytesOf = (input: ReportInput): number => new TextEncoder().encode(JSON.stringify(input)).length;
