/** The image cannot be built where the tests run, so the test reads its Dockerfile. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { validate } from 'dockerfile-utils';
import { afterAll, describe, expect, it } from '@jest/globals';
import { build, lastStage, recipe, stageOf, variablesOf } from '../support/image-recipe.js';
import { until } from '../support/until.js';

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
    const stages = [...recipe.matchAll(/ AS (\w+)$/gm)].map(([, name]) => name);
    const bases = [...recipe.matchAll(/^FROM (\S+)/gm)]
      .map(([, image]) => image)
      .filter((name) => !stages.includes(name));
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
    const unread = [
      ...[
        'index.js.map',
        'index.d.ts',
        'index.d.mts',
        'lib/a.d.cts',
        'lib/a.cjs.map',
        'a.ts',
        'lib/a.tsx',
        'README.md',
      ],
      ...['test/a.js', 'docs/a.html', 'dist/browser/a.js', 'dist/esm/react-native/a.js'],
    ];
    const needed = [
      ...['index.js', 'LICENSE.md', 'lib/a.cjs', 'lib/a.d.js', 'lib/map.json', 'package.json', 'lib/ts/a.js'],
      ...['lib/test/a.js', 'lib/browser/a.js', 'dist/esm/a.js', 'lib/NOTICE.md'],
    ];
    for (const name of [...unread, ...needed]) {
      mkdirSync(dirname(join(directory, 'package', name)), { recursive: true });
      writeFileSync(join(directory, 'package', name), '{}');
    }

    execFileSync(process.execPath, ['scripts/drop-development-files.js', directory]);

    const left = readdirSync(join(directory, 'package'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(join(directory, 'package'), join(entry.parentPath, entry.name)));
    rmSync(directory, { recursive: true });
    expect(left.sort()).toEqual(needed.sort());
    for (const place of ['node_modules', 'dist']) {
      expect(recipe).toMatch(new RegExp(`^RUN node scripts/drop-development-files.js ${place}$`, 'm'));
    }
  });
});

it('a path that the list of unread packages names must exist, so that the list stays true', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'image-')), 'node_modules');
  mkdirSync(directory);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/drop-development-files.js', directory]);
  rmSync(dirname(directory), { recursive: true });
  expect([status, String(stderr)]).toEqual([1, expect.stringContaining('@azure/msal-browser does not exist')]);
});

describe('what the recipe builds', () => {
  it('is the product alone: no emulator, no demo, and nothing that only developers run', () => {
    const directory = mkdtempSync(join(tmpdir(), 'image-'));
    build(directory, 'build');

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

describe('the target demo', () => {
  const demo = stageOf('demo');
  const directory = mkdtempSync(join(tmpdir(), 'demo-'));
  let running: ChildProcess | undefined;
  afterAll(() => {
    running?.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  it('serves what npm start serves, on every address of its container', async () => {
    // What the build has compiled is compiled again.
    build(directory, 'build', ['COPY']);
    build(directory, 'demo');
    const variables = variablesOf(demo);
    expect(variables).toMatchObject({ HOST: '0.0.0.0', EMULATOR_HOST: '0.0.0.0', NODE_ENV: 'development' });
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(demo) ?? [];
    const [, ...words] = JSON.parse(command) as string[];
    const env = { ...process.env, ...variables, PORT: '0', EMULATOR_PORT: '0' };
    running = spawn(process.execPath, words, { cwd: directory, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until(() => output.includes('Create a report'));

    const [, gatewayPort = '', emulatorPort = ''] =
      /Gateway +http:\S+:(\d+)[^]*Emulated Graph +http:\S+:(\d+)/.exec(output) ?? [];
    const response = await fetch(`http://127.0.0.1:${gatewayPort}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: '{"query":"{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }"}',
    });
    expect(await response.json()).toMatchObject({ data: { macOSSoftwareUpdateAccountSummaries: { nodes: [{}] } } });
    expect((await fetch(`http://127.0.0.1:${emulatorPort}/quirks`)).status).toBe(200);
  });

  it('runs without root, and nothing of it is in the image of the product', () => {
    expect(demo).toMatch(/^USER node$/m);
    expect(lastStage).not.toContain('demo');
  });
});
