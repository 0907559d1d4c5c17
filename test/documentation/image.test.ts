/** The image cannot be built where the tests run, so the test reads its Dockerfile. */
import { execFileSync, execSync, spawn, type ChildProcess } from 'node:child_process';
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
import { afterAll, describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';

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
    const variables: Record<string, string> = Object.fromEntries(
      [...demo.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value] as const),
    );
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

function stageOf(name: string): string {
  return new RegExp(`^FROM .* AS ${name}$[^]*?(?=^FROM )`, 'm').exec(recipe)?.[0] ?? '';
}

/** Runs the steps of a stage, with the packages of this checkout. */
function build(directory: string, name: string, steps: readonly string[] = ['COPY', 'RUN']): void {
  const packages = join(directory, 'node_modules');
  if (!existsSync(packages)) symlinkSync(resolve('node_modules'), packages);
  for (const [, step = '', words = ''] of stageOf(name).matchAll(/^(COPY|RUN) (?!npm ci)(.*)$/gm)) {
    if (!steps.includes(step)) continue;
    if (step === 'RUN') execSync(words, { cwd: directory, stdio: 'pipe' });
    else copyInto(directory, words.split(' '));
  }
}

/** COPY of a Dockerfile: a folder's contents, or files into a folder. */
function copyInto(directory: string, words: readonly string[]): void {
  const destination = join(directory, words.at(-1) ?? '');
  for (const source of words.slice(0, -1)) {
    const isFolder = statSync(source).isDirectory();
    cpSync(source, isFolder ? destination : join(destination, basename(source)), { recursive: true });
  }
}
