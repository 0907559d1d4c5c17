/** docs/doctor.md has every check, option, mark and exit code, and the number of calls. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { usage } from '../../src/doctor/arguments.js';
import { checks } from '../../src/doctor/checks.js';
import { maxGraphRequests } from '../../src/doctor/probes/graph-probe.js';
import { exitCodes } from '../../src/doctor/summary.js';

const text = readFileSync('docs/doctor.md', 'utf8');

it('every check is listed by its id, and no other one', () => {
  const ids = checks.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const [, table = ''] = /\n## What is checked\n([^]*?)\n\*\*What Graph gets/.exec(text) ?? [];
  const cells = table.split('\n').map((line) => line.split(' | ')[1] ?? '');
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`([a-z.-]+)`/g)].map(([, id = '']) => id));
  expect(listed.toSorted()).toEqual(ids.toSorted());
});

it('so are the options for tokens, the exit codes, and the limit of requests', () => {
  const options = [...usage.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = '']) => option);
  expect(options).toHaveLength(7);
  const missing = options.filter((option) => !text.includes(`\`${option}`));
  // They need no explanation next to that of --write.
  expect(missing.toSorted()).toEqual(['--help', '--yes']);
  expect(text).toContain('npm run doctor -- --write');
  const codes = [...text.matchAll(/^\| (\d) /gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(exitCodes));
  expect(text).toContain(`at most ${maxGraphRequests} requests`);
  expect(readFileSync('docs/doctor.schema.json', 'utf8')).toContain(
    `"graphRequestLimit": { "const": ${maxGraphRequests} }`,
  );
});
