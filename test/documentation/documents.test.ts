/** What the documents say is what the code does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, print, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config/config.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { limits } from '../../src/graphql/limits/limits.js';
import { gatewayOverEmulator } from '../support/start.js';

const read = (path: string): string => readFileSync(path, 'utf8');
const readme = read('README.md');
const block = (language: string, from: string): string =>
  new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``).exec(from)?.[1] ?? '';
const curlBody = (): { query: string; variables: object } =>
  JSON.parse(/-d '([^']+)'/.exec(readme)?.[1] ?? '') as { query: string; variables: object };

describe('README', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it('shows one and the same mutation three times: to read, to paste, and typed for the tests', () => {
    const mutation = print(parse(block('graphql', readme)));
    expect(print(parse(curlBody().query))).toBe(mutation);
    expect(print(parse(read('test/operations/create.graphql')))).toBe(mutation);
  });

  it('shows an answer that its curl line really gets', async () => {
    const { query, variables } = curlBody();
    const { status, json } = await gateway.send(query, variables, { authorization: 'Bearer any-token' });
    const shown = JSON.parse(block('json', readme)) as { data: Record<string, object> };
    const field = 'createMacOSSoftwareUpdateAccountSummary';
    expect(status).toBe(200);
    expect({ ...shown.data[field], id: '' }).toEqual({ ...(json.data?.[field] as object), id: '' });
    expect(gateway.graph.requests).toHaveLength(1);
  });
});

it('every operation of the tests fits schema.graphql', () => {
  const { schema } = schemaShape();
  for (const file of readdirSync('test/operations').filter((name) => name.endsWith('.graphql'))) {
    expect([file, validate(schema, parse(read(`test/operations/${file}`)))]).toEqual([file, []]);
  }
});

it('schema.graphql is what the code builds', () => {
  const { sdl } = schemaShape();
  expect(read('schema.graphql').trim()).toBe(sdl.trim());
});

describe('docs/operations.md', () => {
  const examples = [...read('docs/operations.md').matchAll(/## (.+)\n[^#]*?```graphql\n([^`]*)```/g)];

  it.each(examples.map(([, title = '', query = '']) => [title, query]))(
    '%s: runs as it stands',
    async (_title, query) => {
      const gateway = await gatewayOverEmulator({ macs: 60 });
      const { json } = await gateway.send(query);
      await gateway.stop();
      expect(json.errors).toBeUndefined();
      expect(Object.keys(json.data ?? {})).not.toHaveLength(0);
    },
  );

  it('has an example in each section', () => {
    expect(examples).toHaveLength(read('docs/operations.md').split('\n## ').length - 1);
  });
});

describe('docs/configuration.md', () => {
  const rows = [...read('docs/configuration.md').matchAll(/^\| `([A-Z_]+)`.*\| (?:`([^`]*)`|none) +\|$/gm)];

  it('lists exactly the keys that the gateway reads', () => {
    const keys = [...read('src/config/config.ts').matchAll(/^ {6}([A-Z_]+): /gm)].map(([, key]) => key);
    expect(rows.map(([, key]) => key)).toEqual(keys);
  });

  it('tells each default, and that it is one', () => {
    const given = Object.fromEntries(rows.flatMap(([, key, value]) => (key && value ? [[key, value]] : [])));
    expect(readConfig(given)).toEqual(readConfig({}));
  });

  it('tells the bounds that the gateway holds', () => {
    for (const key of ['GRAPH_TIMEOUT_MS', 'REQUEST_DEADLINE_MS']) {
      expect(() => readConfig({ [key]: '600000' })).not.toThrow();
      expect(() => readConfig({ [key]: '600001' })).toThrow(ConfigError);
    }
  });
});

it('docs/errors.md tells each limit, in the order of the code', () => {
  const [, section = ''] = read('docs/errors.md').split('## The limits of a document');
  const [table = ''] = section.split('\n## ');
  const told = [...table.matchAll(/^\|.*\| ([\d,]+) +\|$/gm)].map(([, limit]) => limit);
  expect(told).toEqual(Object.values(limits).map((limit) => limit.toLocaleString('en')));
});

it('every link between the documents leads to a file', () => {
  const documents = [
    'README.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'examples/supergraph/README.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ];
  for (const document of documents) {
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect([document, target, existsSync(join(dirname(document), target))]).toEqual([document, target, true]);
    }
  }
});

/** Each `[file](../test/…): "name of a test in it"` of a document. */
const shownBy = (document: string) =>
  [...read(document).matchAll(/\[[\w-]+\]\(\.\.\/(test\/[^)]+)\): "([^"]+)"/g)].map(([row, file = '', name = '']) => ({
    row,
    isThere: existsSync(file) && [name, name.replaceAll("'", "\\'")].some((text) => read(file).includes(text)),
  }));

describe.each([
  ['docs/security.md', 50],
  ['docs/federation.md', 25],
])('%s', (document, atLeast) => {
  it('names a test that shows each promise', () => {
    const rows = shownBy(document);
    expect(rows.filter(({ isThere }) => !isThere)).toEqual([]);
    expect(rows.length).toBeGreaterThan(atLeast);
  });
});

it('docs/security.md has eight tables of promises', () => {
  expect([...read('docs/security.md').matchAll(/^\|.*shown by/gm)]).toHaveLength(8);
});
