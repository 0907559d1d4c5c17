import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from '@jest/globals';

/** What each part of `src` may import besides itself. */
const arrows: Record<string, string[]> = {
  main: ['config', 'gateway', 'telemetry'],
  demo: ['config', 'gateway', 'emulator', 'telemetry'],
  'health-check': [],
  'write-schema': ['server', 'summaries'],
  gateway: ['config', 'auth', 'graph', 'server', 'summaries', 'telemetry'],
  server: ['summaries', 'graph', 'telemetry'],
  summaries: ['graph', 'telemetry'],
  auth: ['graph', 'telemetry'],
  graph: ['telemetry'],
  config: ['config-auth'],
  'config-auth': [],
  telemetry: [],
  emulator: [],
};

const partOf = (file: string): string => (normalize(file).split('/')[1] ?? '').replace(/\.[jt]s$/, '');

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('src', file));

it.each(files)('%s imports only what its part may', (file) => {
  const part = partOf(file);
  const allowed = arrows[part];
  expect(allowed).toBeDefined();
  const imported = [...readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)'/g)]
    .map(([, path]) => partOf(join(dirname(file), path ?? '')))
    .filter((other) => other !== part);
  expect(imported.filter((other) => !allowed?.includes(other))).toEqual([]);
});

it('the REST side knows no GraphQL', () => {
  for (const file of files.filter((name) => /^src\/(graph|auth|emulator)\//.test(name))) {
    expect([file, /from '(@apollo|graphql|type-graphql)/.test(readFileSync(file, 'utf8'))]).toEqual([file, false]);
  }
});
