/**
 * `npm run configuration`: writes the tables of configuration keys in README.md and docs/configuration.md, from the rows of
 * the build's `config/environment.js`.
 *
 * A table is one whose first column is `key`. docs/configuration.md receives every key, next to the one before it in
 * `environment`; README.md keeps the keys that it has.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { environment } from '../dist/config/environment.js';

const columns = {
  key: (key) => `\`${key}\``,
  meaning: (key) => environment[key].desc,
  'allowed values': (key) => environment[key].allowed,
  default: (key) => textOf(environment[key].default),
};
const isRow = /^\| `[A-Z_]+` /;
const keyOf = (row) => /`([A-Z_]+)`/.exec(row)?.[1] ?? '';

await write('README.md', (rows) => rows);
await write('docs/configuration.md', withMissing);

async function write(file, complete) {
  const lines = (await readFile(file, 'utf8')).split('\n');
  let header;
  const written = complete(
    lines.flatMap((line) => {
      if (!line.startsWith('|')) header = undefined;
      else header ??= cellsOf(line);
      if (header?.[0] !== 'key' || !isRow.test(line)) return [{ line }];
      const key = keyOf(line);
      return Object.hasOwn(environment, key) ? [{ line: rowOf(key, header), key, header }] : [];
    }),
  );
  const options = await resolveConfig(file);
  await writeFile(file, await format(written.map(({ line }) => line).join('\n'), { ...options, filepath: file }));
}

function withMissing(lines) {
  const all = [...lines];
  let previous;
  for (const key of Object.keys(environment)) {
    if (!all.some((line) => line.key === key)) {
      const place = all.findIndex((line) => (previous === undefined ? line.key !== undefined : line.key === previous));
      const { header } = all[place];
      all.splice(previous === undefined ? place : place + 1, 0, { line: rowOf(key, header), key, header });
    }
    previous = key;
  }
  return all;
}

function rowOf(key, header) {
  return `| ${header.map((column) => columns[column](key)).join(' | ')} |`;
}

function cellsOf(line) {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function textOf(value) {
  const text = value === undefined ? '' : String(value);
  return text === '' ? 'none' : `\`${text}\``;
}
