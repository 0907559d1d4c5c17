/** What ESLint does not check of the arrows between the parts of `src`: circles made of types, and unknown folders. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { expect, it } from '@jest/globals';
import ts from 'typescript';
import { arrows, parts, typeArrows } from '../eslint.arrows.js';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file));

/** The imports of each file, including types and dynamic imports, as they are written. */
const named = new Map(
  files.map((file) => [
    file,
    ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName),
  ]),
);

/** The files among them. */
const imports = new Map(
  [...named].map(([file, names]) => [
    file,
    names.filter((name) => name.startsWith('.')).map((name) => sourceOf(file, name)),
  ]),
);

/** The file that another one imports as `name`. */
function sourceOf(file: string, name: string): string {
  return normalize(join(dirname(file), name)).replace(/\.js$/, '.ts');
}

/** The part of `src` that a file belongs to. */
function partOf(file: string): string {
  return (file.split(sep)[1] ?? '').replace(/\.ts$/, '');
}

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

it('every part of src has its arrows in eslint.arrows.js, and every listed part exists', () => {
  expect(parts.toSorted()).toEqual(Object.keys(arrows).toSorted());
  expect(files.length).toBeGreaterThan(100);
});

it('an arrow for types alone leaves nothing in the emitted code, not even an import() of it', () => {
  const compilerOptions: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  };
  const arrowsInUse = new Set<string>();
  for (const [file, imported] of imports) {
    const part = partOf(file);
    const typeOnly = imported.filter((name) => typeArrows[part]?.includes(partOf(name)));
    if (typeOnly.length === 0) continue;
    for (const name of typeOnly) arrowsInUse.add(`${part} -> ${partOf(name)}`);
    const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions, fileName: file });
    const left = ts.preProcessFile(outputText).importedFiles.map(({ fileName }) => sourceOf(file, fileName));
    expect([file, left.filter((name) => typeOnly.includes(name))]).toEqual([file, []]);
  }
  const listed = Object.entries(typeArrows).flatMap(([part, others]) => others.map((other) => `${part} -> ${other}`));
  expect([...arrowsInUse].toSorted()).toEqual(listed.toSorted());
});

it('the arrows lead to existing parts and form no circle', () => {
  expect(Object.values(arrows).flat()).toEqual(expect.arrayContaining(['core', 'telemetry']));
  expect(
    Object.values(arrows)
      .flat()
      .filter((part) => !parts.includes(part)),
  ).toEqual([]);
  const all = Object.entries(arrows).map(([part, others]) => [part, [...others, ...(typeArrows[part] ?? [])]] as const);
  expect(circleIn(new Map(all))).toBeUndefined();
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

it('the gateway loads nothing of the doctor', () => {
  const parts = [...imports]
    .filter(([, others]) => others.some((other) => partOf(other) === 'doctor'))
    .map(([file]) => partOf(file));
  expect([...new Set(parts)].toSorted()).toEqual(['demo', 'doctor']);
});

it('no file imports itself through others, not even a type', () => {
  expect(circleIn(imports)).toBeUndefined();
});

/** A folder inside a part; a file directly in its part counts as a folder. */
function folderOf(file: string): string {
  const [src = '', part = '', folder = '', ...below] = file.split(sep);
  return below.length > 0 ? join(src, part, folder) : file;
}

it('no folder inside a part imports itself through others, not even a type', () => {
  const folders = new Map<string, string[]>();
  for (const [file, imported] of imports) {
    const folder = folderOf(file);
    const others = imported.map(folderOf).filter((other) => other !== folder && partOf(other) === partOf(file));
    folders.set(folder, [...new Set([...(folders.get(folder) ?? []), ...others])]);
  }
  expect(folders.get(join('src', 'summaries', 'account'))).toContain(join('src', 'summaries', 'listing'));
  expect(circleIn(folders)).toBeUndefined();
});

it('the REST side imports no GraphQL', () => {
  const rest = [...named].filter(([file]) => ['graph', 'auth', 'core', 'redis', 'emulator'].includes(partOf(file)));
  expect(rest.length).toBeGreaterThan(50);
  expect(rest.filter(([, names]) => names.some((name) => /^(@apollo|graphql|type-graphql)/.test(name)))).toEqual([]);
});
