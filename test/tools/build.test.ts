/** `npm run build:dev`, on a small project: `dist` corresponds to `src`, and nothing is built twice. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

let folder: string;
const at = (path: string): string => join(folder, path);
const write = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
  for (const name of ['scripts/build-dev.js', 'tsconfig.build.json', 'tsconfig.dev.json']) cpSync(name, at(name));
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "strict": true, "types": [] } }');
  mkdirSync(at('node_modules'));
  symlinkSync(resolve('node_modules/typescript'), at('node_modules/typescript'));
  write('src/main.ts', 'export const greeting: string = "hello";');
  write('src/demo/main.ts', 'export {};');
});
afterAll(() => rmSync(folder, { recursive: true }));

function build(): { status: number | null; stdout: string; files: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [at('scripts/build-dev.js')], { encoding: 'utf8' });
  const files = readdirSync(at('dist'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  return { status, stdout, files: files.sort() };
}

const everything = ['demo/main.js', 'main.js'];
const outputOf = (path: string): string => readFileSync(at(`dist/${path}`), 'utf8');

it('builds the demo with the product, and puts back what is missing, changed or left over in dist', () => {
  expect(build()).toEqual({ status: 0, stdout: '', files: everything });
  const built = outputOf('main.js');

  rmSync(at('dist/demo'), { recursive: true });
  write('dist/main.js', 'export const greeting = "stale";');
  write('dist/renamed.js', '');

  expect(build()).toEqual({ status: 0, stdout: '', files: everything });
  expect(outputOf('main.js')).toBe(built);
});

it('does not call the compiler when nothing has changed', () => {
  build();
  const compiler = at('node_modules/typescript');
  rmSync(compiler);
  mkdirSync(at('node_modules/typescript/bin'), { recursive: true });
  write('node_modules/typescript/bin/tsc', 'process.exit(3);');

  expect(build().status).toBe(0);
  write('src/main.ts', 'export const greeting: string = "good morning";');
  expect(build().status).toBe(1);

  rmSync(compiler, { recursive: true });
  symlinkSync(resolve('node_modules/typescript'), compiler);
  expect(build().status).toBe(0);
  expect(outputOf('main.js')).toContain('good morning');
});

it('writes what has an error of types too, and fails until it is mended', () => {
  write('src/main.ts', 'export const greeting: string = 1;');

  for (const attempt of [1, 2]) {
    expect([attempt, build()]).toEqual([
      attempt,
      { status: 1, stdout: expect.stringContaining('src/main.ts(1,14)'), files: everything },
    ]);
  }

  expect(outputOf('main.js')).toContain('greeting = 1');
  write('src/main.ts', 'export const greeting: string = "hello";');
  expect(build().status).toBe(0);
});

it('forgets a source that was deleted', () => {
  rmSync(at('src/demo'), { recursive: true });
  expect(build().files).toEqual(['main.js']);
});
