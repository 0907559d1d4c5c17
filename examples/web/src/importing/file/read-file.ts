import { number } from '../../words/numbers';
import { maxBytes } from './limits';
import type { Table, TableRow } from './read-table';
import type { Message } from './read.worker';

const mebibyte = 1024 * 1024;
const failed: Table = { columns: [], rows: [], problems: ['The file could not be read. Choose it again.'] };

/** Never rejects. */
export async function readFile(file: File): Promise<Table> {
  if (file.size > maxBytes) {
    const size = number(Math.ceil(file.size / mebibyte));
    const problem = `The file has ${size} MiB; the limit is ${number(maxBytes / mebibyte)} MiB.`;
    return { columns: [], rows: [], problems: [problem] };
  }
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module' });
  const rows: TableRow[] = [];
  try {
    return await new Promise<Table>((resolve) => {
      worker.onerror = () => resolve(failed);
      worker.onmessage = ({ data }: MessageEvent<Message>) => {
        if ('rows' in data) rows.push(...data.rows);
        else resolve('done' in data ? { ...data.done, rows } : failed);
      };
      worker.postMessage(file);
    });
  } finally {
    worker.terminate();
  }
}
