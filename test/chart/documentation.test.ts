/** The commands and values of docs/kubernetes.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { problemsOf } from './support/api.js';
import { chart, helm, rendered, run } from './support/helm.js';

const page = readFileSync('docs/kubernetes.md', 'utf8');
/** Blocks of this language, also those in lists. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm'))].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
const lines = blocks('sh').flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'));
const commands = lines.filter((line) => line.startsWith('helm '));

describe.each(blocks('yaml'))('the values %#', (values) => {
  it('render objects that the API accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'values-'));
    writeFileSync(join(folder, 'values.yaml'), values);
    const manifests = await rendered(['--values', join(folder, 'values.yaml')]);
    expect(manifests.flatMap((manifest) => problemsOf(manifest))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

it('there are values for each case', () => {
  expect(blocks('yaml')).toHaveLength(6);
  expect(commands).toHaveLength(5);
});

it.each(commands.filter((line) => line.includes(chart)))('%s', async (command) => {
  // A dry run of the client stands for the cluster.
  const [, verb = '', ...words] = command.split(' ').filter((word) => word !== '--install');
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  writeFileSync(join(folder, 'values.yaml'), blocks('yaml')[0] ?? '');
  const parameters = words.map((word) => (word === 'values.yaml' ? join(folder, word) : word));
  expect(verb).toBe('upgrade');
  expect(await helm('install', ...parameters, '--dry-run=client')).toMatchObject({ status: 0 });
  rmSync(folder, { recursive: true });
});

it.each(lines.filter((line) => line.includes('create secret')))('%s', async (command) => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  writeFileSync(join(folder, 'client-secret'), 's3cret');
  const [, ...words] = command.replace('--from-file=', `--from-file=${folder}/`).split(' ');
  const { status, output } = await run('kubectl', [...words, '--dry-run=client', '--output=json']);
  expect(status).toBe(0);
  const { metadata, data } = JSON.parse(output) as { metadata: { name: string }; data: object };
  // The values of the page name this Secret, and the chart's defaults its key.
  expect(page).toContain(`existingSecret: ${metadata.name}\n`);
  const [key = ''] = Object.keys(data);
  expect(readFileSync(`${chart}/values.yaml`, 'utf8')).toContain(`key: ${key}\n`);
  rmSync(folder, { recursive: true });
});

it('the sizes are those of the chart', () => {
  const values = readFileSync(`${chart}/values.yaml`, 'utf8');
  for (const fact of ['memory: 512Mi', 'GRAPH_CONCURRENCY: 32', 'delayMs: 5000', 'port: 9464', 'replicaCount: 2']) {
    expect(values).toContain(fact);
  }
});
