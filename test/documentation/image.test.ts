/** The image cannot be built where the tests run, so the test reads its Dockerfile. */
import { execFileSync, execSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from '@jest/globals';

const recipe = readFileSync('Dockerfile', 'utf8');
const lastStage = recipe.slice(recipe.lastIndexOf('\nFROM '));

describe('the Dockerfile', () => {
  it('has no problem that a linter finds', () => {
    expect(validate(recipe).map(({ message }) => message)).toEqual([]);
    expect(validate('FROM node\nRUNN npm ci\n')).toHaveLength(1);
  });

  it('ends without root, without development dependencies, in production', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/^ENV NODE_ENV=production\b/m);
    expect(recipe).toMatch(/^RUN npm ci --ignore-scripts --omit=dev$/m);
    expect(lastStage).not.toMatch(/^RUN /m);
  });

  it('uses one base image, by its digest', () => {
    const bases = [...recipe.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toHaveLength(3);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/);
  });

  it('runs no install script of a package, because no program needs one', () => {
    const installs = recipe.match(/^RUN npm (?:ci|install|i)\b.*$/gm);
    expect(installs).toHaveLength(2);
    for (const command of installs ?? []) expect(command).toContain(' --ignore-scripts');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean; dev?: boolean }>;
    };
    const withScripts = Object.entries(packages).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
    // The parser only warns if the version has a spelling that it does not know.
    expect(withScripts.map(([name]) => name)).toEqual(['node_modules/@apollo/protobufjs']);
  });

  it('starts and checks the health of what the build writes, without a shell', () => {
    const programs = [...lastStage.matchAll(/CMD (\[.*\])$/gm)].map(([, list = '']) => JSON.parse(list) as string[]);
    expect(programs).toEqual([
      ['node', 'dist/health-check.js'],
      ['node', '--disable-sigusr1', 'dist/main.js'],
    ]);
    for (const file of programs.map((words) => words.at(-1) ?? ''))
      expect([file, existsSync(file)]).toEqual([file, true]);
  });

  it('leaves out what no program reads while it runs, and nothing else', () => {
    const directory = mkdtempSync(join(tmpdir(), 'image-'));
    mkdirSync(join(directory, 'package/lib'), { recursive: true });
    const unread = ['index.js.map', 'index.d.ts', 'index.d.mts', 'lib/a.d.cts', 'lib/a.cjs.map'];
    const needed = ['index.js', 'LICENSE.md', 'lib/a.cjs', 'lib/a.d.js', 'lib/map.json', 'package.json'];
    for (const name of [...unread, ...needed]) writeFileSync(join(directory, 'package', name), '{}');

    execFileSync(process.execPath, ['scripts/drop-development-files.js', directory]);

    const left = readdirSync(join(directory, 'package'), { recursive: true, encoding: 'utf8' });
    rmSync(directory, { recursive: true });
    expect(left.filter((name) => name !== 'lib').sort()).toEqual(needed.sort());
    for (const place of ['node_modules', 'dist']) {
      expect(recipe).toMatch(new RegExp(`^RUN node scripts/drop-development-files.js ${place}$`, 'm'));
    }
  });
});

describe('what the recipe builds', () => {
  it('is the product alone: no emulator, no demo, and nothing that only developers run', () => {
    const directory = mkdtempSync(join(tmpdir(), 'image-'));
    const [stage = ''] = /^FROM .* AS build$[\s\S]*?(?=^FROM )/m.exec(recipe) ?? [];
    symlinkSync(resolve('node_modules'), join(directory, 'node_modules'));
    for (const [, step = '', words = ''] of stage.matchAll(/^(COPY|RUN) (?!npm ci)(.*)$/gm)) {
      if (step === 'RUN') execSync(words, { cwd: directory, stdio: 'pipe' });
      else copyInto(directory, words.split(' '));
    }

    const files = readdirSync(join(directory, 'dist'), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(directory, 'dist'), join(entry.parentPath, entry.name)));
    rmSync(directory, { recursive: true });

    const sources = globSync('src/**/*.ts', { exclude: ['src/demo/**', 'src/emulator/**'] });
    expect(files.sort()).toEqual(sources.map((file) => relative('src', file).replace(/\.ts$/, '.js')).sort());
    expect(files).toEqual(expect.arrayContaining(['main.js', 'run.js', 'health-check.js', 'gateway.js']));
    expect(files.filter((file) => /emulator|demo|write-schema/.test(file))).toEqual([]);
  });
});

/** COPY of a Dockerfile: a folder's contents, or files into a folder. */
function copyInto(directory: string, words: readonly string[]): void {
  const destination = join(directory, words.at(-1) ?? '');
  for (const source of words.slice(0, -1)) {
    const isFolder = statSync(source).isDirectory();
    cpSync(source, isFolder ? destination : join(destination, basename(source)), { recursive: true });
  }
}
