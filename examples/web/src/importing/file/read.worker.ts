/** Reads a file apart from the page, which stays usable: 50,000 rows take a second or two. */
import { readTable, type Table, type TableRow } from './read-table';

export type Message =
  | { readonly rows: readonly TableRow[] }
  | { readonly done: Pick<Table, 'columns' | 'problems'> }
  | { readonly failed: true };

/** The page takes this many at a time without a pause that a person notices. */
const rowsAtOnce = 1000;

const post = (message: Message): void => postMessage(message);

onmessage = ({ data: file }: MessageEvent<File>): void => void read(file);

async function read(file: File): Promise<void> {
  try {
    const { rows, columns, problems } = readTable(new Uint8Array(await file.arrayBuffer()));
    for (let start = 0; start < rows.length; start += rowsAtOnce) post({ rows: rows.slice(start, start + rowsAtOnce) });
    post({ done: { columns, problems } });
  } catch {
    // The file was moved or changed since it was chosen, or the memory is full.
    post({ failed: true });
  }
}
