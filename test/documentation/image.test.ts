/** The image cannot be built where the tests run, so its recipe is read. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from '@jest/globals';

const recipe = readFileSync('Dockerfile', 'utf8');
const lastStage = recipe.slice(recipe.lastIndexOf('\nFROM '));

describe('the Dockerfile', () => {
  it('has no fault that a linter finds', () => {
    expect(validate(recipe).map(({ message }) => message)).toEqual([]);
    expect(validate('FROM node\nRUNN npm ci\n')).toHaveLength(1);
  });

  it('ends without root, without development dependencies, in production', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/^ENV NODE_ENV=production\b/m);
    expect(recipe).toMatch(/^RUN npm ci --ignore-scripts --omit=dev$/m);
    expect(lastStage).not.toMatch(/^RUN /m);
  });

  it('stands on one base image, by its digest', () => {
    const bases = [...recipe.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toHaveLength(3);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/);
  });

  it('runs no install script of a package, for no program needs one', () => {
    const installs = recipe.match(/^RUN npm (?:ci|install|i)\b.*$/gm);
    expect(installs).toHaveLength(2);
    for (const command of installs ?? []) expect(command).toContain(' --ignore-scripts');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean; dev?: boolean }>;
    };
    const withScripts = Object.entries(packages).filter(([, { hasInstallScript, dev }]) => hasInstallScript && !dev);
    // It only warns when its version is written in a way that it does not like.
    expect(withScripts.map(([name]) => name)).toEqual(['node_modules/@apollo/protobufjs']);
  });

  it('starts and checks the health of what the build writes, without a shell', () => {
    const programs = [...lastStage.matchAll(/CMD (\[.*\])$/gm)].map(([, list = '']) => JSON.parse(list) as string[]);
    expect(programs).toEqual([
      ['node', 'dist/health-check.js'],
      ['node', 'dist/main.js'],
    ]);
    for (const [, file = ''] of programs) expect([file, existsSync(file)]).toEqual([file, true]);
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
