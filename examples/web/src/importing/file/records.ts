/** From text to the cells of each row. */
import Papa from 'papaparse';
import { fieldOf } from './headings';

export interface Records {
  readonly records: readonly (readonly string[])[];
  /** Why the rows cannot be relied upon. */
  readonly problem: string | undefined;
}

/** Excel separates by semicolons where the decimal sign is a comma, and its “Unicode text” by tabs. */
const separators = [',', ';', '\t'] as const;

export function recordsOf(text: string): Records {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separatorOf(text) });
  const broken = errors.find(({ type }) => type === 'Quotes');
  return {
    // In a file with two kinds of line ends, one of them keeps half of the other.
    records: data.map((cells) => cells.map((cell, index) => (index === cells.length - 1 ? withoutReturn(cell) : cell))),
    problem:
      broken && `Row ${(broken.row ?? 0) + 1} has a quotation mark that does not end its cell, or that is never closed`,
  };
}

const withoutReturn = (cell: string): string => (cell.endsWith('\r') ? cell.slice(0, -1) : cell);

/** The first row has the headings, so that no guess about the contents of cells is needed. */
function separatorOf(text: string): string {
  const start = text.slice(0, longestHeadings);
  const [best] = separators
    .map((delimiter) => ({ delimiter, cells: Papa.parse<string[]>(start, { delimiter, preview: 1 }).data[0] ?? [] }))
    .map(({ delimiter, cells }) => ({
      delimiter,
      known: cells.filter((cell) => fieldOf(cell)).length,
      all: cells.length,
    }))
    .toSorted((a, b) => b.known - a.known || b.all - a.all);
  return best?.delimiter ?? ',';
}

const longestHeadings = 10_000;
