/** The manifest of trusted documents: the operations of all jobs. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOne, list, nested, readOne } from '../jobs/texts.js';

export const idOf = (body) => createHash('sha256').update(body).digest('hex');

/** Written for this run and removed at its end. */
export function manifestPath() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-manifest-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, 'manifest.json');
  const operations = [createOne, readOne, list, nested].map((body) => {
    const [, type, name] = /^(\w+) (\w+)/.exec(body) ?? [];
    return { id: idOf(body), name, type, body };
  });
  writeFileSync(path, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  return path;
}
