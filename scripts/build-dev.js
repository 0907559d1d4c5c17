/**
 * `npm run build:dev`: builds the product and what development needs besides, the emulators and the demo. It does
 * nothing if nothing has changed.
 *
 * Inputs and outputs are compared by content with the last build, so that it also notices a file that another build has
 * left in `dist`, or that is missing there. The tests call this before they start anything in `dist`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = 'tsconfig.dev.json';
const configuration = [project, 'tsconfig.build.json', 'tsconfig.json', 'package.json'];
/** The installed packages, including their types. */
const installed = 'node_modules/.package-lock.json';
const cache = 'node_modules/.cache/build';
const record = join(cache, 'last-build.json');
const compilerState = join(cache, 'dev.tsbuildinfo');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Returns whether `dist` now corresponds to `src`. Type errors are printed, and `dist` is written nevertheless. */
export function buildIfChanged() {
  const sources = filesIn('src').filter((file) => file.endsWith('.ts'));
  const inputs = digestOf([...sources, ...[...configuration, installed].filter((file) => existsSync(file))]);
  const last = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
  const untouched = last.outputs === digestOf(filesIn('dist'));
  if (untouched && last.inputs === inputs) return true;
  // The compiler knows what it wrote, not which files exist.
  if (!untouched) rmSync(compilerState, { force: true });
  rmSync(record, { force: true });
  const { status } = spawnSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
  const outputs = new Set(sources.flatMap(outputsOf));
  for (const file of filesIn('dist')) if (!outputs.has(file)) rmSync(file);
  mkdirSync(cache, { recursive: true });
  // Without the inputs the next build reports the errors again.
  writeFileSync(record, JSON.stringify({ ...(status === 0 ? { inputs } : {}), outputs: digestOf(filesIn('dist')) }));
  return status === 0;
}

function outputsOf(source) {
  const output = join('dist', ...source.split(sep).slice(1)).replace(/\.ts$/, '.js');
  return [output, `${output}.map`, output.replace(/\.js$/, '.d.ts')];
}

function filesIn(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
  if (!buildIfChanged()) process.exitCode = 1;
}
