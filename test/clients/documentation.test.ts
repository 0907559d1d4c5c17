/** docs/clients.md shows the code that the tests of this folder run. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';

it('every block of docs/clients.md is a file of test/clients/snippets, and every file is shown', () => {
  const blocks = [...readFileSync('docs/clients.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  const folder = 'test/clients/snippets';
  const files = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  expect(blocks.toSorted()).toEqual(files.toSorted());
  expect(blocks.length).toBeGreaterThan(4);
});
