/** What a browser has to load, in kilobytes after gzip. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';

const dist = 'examples/web/dist';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/** Everything that an entry needs at once. */
function filesOf(name: string, seen = new Set<string>()): ReadonlySet<string> {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`The build has no ${name}.`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const file of chunk.css ?? []) seen.add(file);
  for (const other of chunk.imports ?? []) filesOf(other, seen);
  return seen;
}
const kilobytes = (files: Iterable<string>, ending: string): number =>
  [...files]
    .filter((file) => file.endsWith(ending))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000;

it('the overview needs at most 200 kB of scripts and 15 kB of styles', () => {
  const files = filesOf('index.html');
  expect(kilobytes(files, '.js')).toBeLessThan(200);
  expect(kilobytes(files, '.js')).toBeGreaterThan(100);
  expect(kilobytes(files, '.css')).toBeLessThan(15);
});

it.each(['src/macs/MacsPage.tsx', 'src/mac/MacPage.tsx', 'src/macs/csv.ts', 'src/create/CreatePage.tsx'])(
  '%s needs at most 30 kB more',
  (entry) => {
    const already = filesOf('index.html');
    const more = [...filesOf(entry)].filter((file) => !already.has(file));
    expect(more.length).toBeGreaterThan(0);
    expect(kilobytes(more, '.js')).toBeLessThan(30);
  },
);

it('the import needs at most 30 kB more, with the worker that reads its file, and its table of results 15 kB', () => {
  const already = filesOf('index.html');
  const worker = readdirSync(join(dist, 'assets')).filter((file) => file.startsWith('read.worker-'));
  expect(worker.length).toBe(1);
  const page = [...filesOf('src/importing/ImportPage.tsx')].filter((file) => !already.has(file));
  expect(kilobytes([...page, ...worker.map((file) => `assets/${file}`)], '.js')).toBeLessThan(30);
  const table = [...filesOf('src/importing/results/ResultsTable.tsx')].filter(
    (file) => !already.has(file) && !page.includes(file),
  );
  expect(kilobytes(table, '.js')).toBeLessThan(15);
});

it('a sign-in needs at most 85 kB more, and the page on which it ends 30 kB', () => {
  const already = filesOf('index.html');
  const more = [...filesOf('src/session/microsoft-session.ts')].filter((file) => !already.has(file));
  expect(kilobytes(more, '.js')).toBeLessThan(85);
  expect(kilobytes(more, '.js')).toBeGreaterThan(50);
  expect(kilobytes(filesOf('redirect.html'), '.js')).toBeLessThan(30);
});

it.each(['index.html', 'redirect.html'])('%s has no inline script or style, and names no other host', (name) => {
  const page = readFileSync(join(dist, name), 'utf8');
  expect(page).toMatch(/<script type="module" crossorigin src="\/assets\//);
  expect(page).not.toMatch(/<script>|<style|style=|\son\w+=|https?:/);
});
