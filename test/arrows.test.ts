/** What ESLint cannot see of the arrows between the parts of `src`: circles made of types, and folders that it does not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { arrows, parts } from '../eslint.arrows.js';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file));

/** The files that each file imports, types and dynamic imports included. */
const imports = new Map(
  files.map((file) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
    const relative = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'));
    return [file, relative.map((name) => normalize(join(dirname(file), name)).replace(/\.js$/, '.ts'))];
  }),
);

/** One circle of a graph as its nodes in order, or undefined. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = visit(node);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

it('every part of src has its arrows in eslint.arrows.js, and no part is listed that does not exist', () => {
  expect(parts.toSorted()).toEqual(Object.keys(arrows).toSorted());
  expect(files.length).toBeGreaterThan(100);
});

it('the arrows lead to parts that exist and make no circle', () => {
  expect(Object.values(arrows).flat()).toEqual(expect.arrayContaining(['core', 'telemetry']));
  expect(
    Object.values(arrows)
      .flat()
      .filter((part) => !parts.includes(part)),
  ).toEqual([]);
  expect(circleIn(new Map(Object.entries(arrows)))).toBeUndefined();
  expect(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'b']);
});

it('no file imports itself over others, not even a type', () => {
  expect(circleIn(imports)).toBeUndefined();
});

it('the REST side imports no GraphQL', () => {
  for (const file of files.filter((name) => /^src\/(graph|auth|core|redis|emulator)\//.test(name))) {
    expect([file, /from '(@apollo|graphql|type-graphql)/.test(readFileSync(file, 'utf8'))]).toEqual([file, false]);
  }
});
