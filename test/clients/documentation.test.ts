/** docs/clients.md shows code that is run: by the tests of this folder, or by those of the dashboard. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

const blocks = [...readFileSync('docs/clients.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);
const snippets = filesIn('test/clients/snippets');
const isSnippet = (block: string): boolean => snippets.includes(block);

it('every file of test/clients/snippets is shown', () => {
  expect(blocks.filter(isSnippet).toSorted()).toEqual(snippets.toSorted());
  expect(snippets.length).toBeGreaterThan(4);
});

it('every other block is a part of examples/web', () => {
  const sources = filesIn('examples/web/src');
  const others = blocks.filter((block) => !isSnippet(block));
  expect(others.filter((block) => !sources.some((source) => source.includes(block)))).toEqual([]);
  expect(others.length).toBeGreaterThan(1);
});

it('the link for claims challenges is the one of the dashboard', () => {
  const [shown, used] = ['test/clients/snippets/apollo-claims.ts', 'examples/web/src/session/claims-link.ts'].map(
    (file) => readFileSync(file, 'utf8'),
  );
  expect(shown).toBe(used);
});
