/** Which column of a file is which property of a report. */
import { columns as columnsOfExport } from '../../macs/csv-cells';
import { fieldsOfCreation, type FieldName } from '../../writing/report-fields';
import { requiredNames, type Columns } from './required';

/** Whatever their case and their spaces. */
const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z]/g, '');

/** The names of the API, the words of the forms, and the headings of the dashboard's own export. */
const known: ReadonlyMap<string, FieldName> = new Map([
  ...fieldsOfCreation.flatMap(({ name, label }) => [[plain(name), name] as const, [plain(label), name] as const]),
  ...Object.entries(columnsOfExport).map(([heading, name]) => [plain(heading), name] as const),
]);

export const fieldOf = (heading: string): FieldName | undefined => known.get(plain(heading));

export interface Headings {
  readonly columns: Columns;
  readonly problems: readonly string[];
}

export function readHeadings(cells: readonly string[]): Headings {
  const columns = cells.map(fieldOf);
  const unknown = cells.flatMap((heading, index) =>
    heading.trim() === '' || columns[index] !== undefined
      ? []
      : [`The heading “${heading.trim()}” in column ${index + 1} is not a property of a report`],
  );
  const twice = new Set(columns.filter((name, index) => name !== undefined && columns.indexOf(name) !== index));
  const missing = requiredNames.filter((name) => !columns.includes(name));
  return {
    columns,
    problems: [
      ...unknown,
      ...[...twice].map((name) => `Two columns have the heading of ${name}`),
      ...(missing.length === 0 ? [] : [`These headings are missing: ${missing.join(', ')}`]),
    ],
  };
}
