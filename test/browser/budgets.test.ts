/** What a browser has to load, in kilobytes after gzip. */
import { readFileSync } from 'node:fs';
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

it('the page has no inline script or style, and names no other host', () => {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(page).toMatch(/<script type="module" crossorigin src="\/assets\//);
  expect(page).not.toMatch(/<script>|<style|style=|\son\w+=|https?:/);
});
