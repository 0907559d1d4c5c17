/** The stylesheets are loaded together, so a class that two of them style would change pages that have nothing to do with each other. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from '@jest/globals';

const sheets = globSync('examples/web/src/styles/*.css').map((path) => ({
  name: basename(path),
  text: readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, ''),
}));

it('each class is styled as a whole by one stylesheet', () => {
  const sheetsByClass = new Map<string, Set<string>>();
  for (const { name, text } of sheets) {
    const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
    for (const selector of selectors) {
      const alone = /^\.([\w-]+)$/.exec(selector.trim())?.[1];
      if (alone !== undefined) sheetsByClass.set(alone, (sheetsByClass.get(alone) ?? new Set()).add(name));
    }
  }
  expect(sheetsByClass.size).toBeGreaterThan(50);
  const shared = [...sheetsByClass].filter(([, names]) => names.size > 1);
  expect(shared.map(([name, names]) => `${name}: ${[...names].sort().join(', ')}`)).toEqual([]);
});
