/** The documents agree with the code. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  buildSchema as buildSchemaOf,
  introspectionFromSchema,
  isInputObjectType,
  isObjectType,
  Kind,
  parse,
  print,
  validate,
  type GraphQLType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environment, readEnvironment, type Environment } from '../../src/config/environment.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { limits } from '../../src/graphql/limits/limits.js';
import { gatewayOverEmulator } from '../support/start.js';

const read = (path: string): string => readFileSync(path, 'utf8');
const readme = read('README.md');
/** By the name of the file. */
const operations = Object.fromEntries(
  readdirSync('examples/operations')
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name, read(`examples/operations/${name}`)]),
);
const block = (language: string, from: string): string =>
  new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``).exec(from)?.[1] ?? '';
const afterCurl = readme.slice(readme.indexOf('```sh\ncurl '));
const curlBody = (): { query: string; variables: object } =>
  JSON.parse(/-d '([^']+)'/.exec(readme)?.[1] ?? '') as { query: string; variables: object };

describe('README', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it('shows one and the same mutation three times: to read, to paste, and as a file', () => {
    const mutation = print(parse(block('graphql', readme)));
    expect(print(parse(curlBody().query))).toBe(mutation);
    expect(print(parse(operations['create.graphql'] ?? ''))).toBe(mutation);
  });

  it('shows the variables of its curl line once more, to paste next to the mutation', () => {
    expect(JSON.parse(block('json', readme))).toEqual(curlBody().variables);
    expect(block('json', readme)).toBe(read('examples/operations/create.variables.json'));
  });

  it('shows an answer that its curl line really gets', async () => {
    const { query, variables } = curlBody();
    const { status, json } = await gateway.send(query, variables, { authorization: 'Bearer any-token' });
    const shown = JSON.parse(block('json', afterCurl)) as { data: Record<string, object> };
    const field = 'createMacOSSoftwareUpdateAccountSummary';
    expect(status).toBe(200);
    expect({ ...shown.data[field], id: '' }).toEqual({ ...(json.data?.[field] as object), id: '' });
    expect(gateway.graph.requests).toHaveLength(1);
  });
});

describe('examples/operations', () => {
  it('is what the documents show: each block of docs/queries.md is a file, and each other file is the README’s or a read', () => {
    const shown = [...read('docs/queries.md').matchAll(/```graphql\n([^`]*)```/g)].map(([, text]) => text);
    const others = [operations['create.graphql'], operations['read.graphql']];
    expect(block('graphql', readme)).toBe(operations['create.graphql']);
    expect([...shown, ...others].toSorted()).toEqual(Object.values(operations).toSorted());
  });

  it.each(Object.entries(operations))('%s fits both schemas and has one operation, named as the file', (file, text) => {
    const document = parse(text);
    const [operation, ...more] = document.definitions;
    const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
    const words = name?.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
    expect([`${words}.graphql`, more]).toEqual([file, []]);
    for (const schema of [schemaShape().schema, buildSchemaOf(read('schema.api.graphql'))]) {
      expect(validate(schema, document)).toEqual([]);
    }
  });
});

it('schema.api.graphql is what a client sees of schema.graphql, with every description', () => {
  const ofClients = buildSchemaOf(read('schema.api.graphql'));
  const { schema } = schemaShape();
  const { types } = introspectionFromSchema(schema).__schema;
  // A router alone uses the others.
  const seen = types.filter(({ name }) => !/^_[A-Z]|^(?:federation|link)__/.test(name));
  expect(
    introspectionFromSchema(ofClients)
      .__schema.types.map(({ name }) => name)
      .toSorted(),
  ).toEqual(seen.map(({ name }) => name).toSorted());
  const ofRouters = ['_service', '_entities'];
  for (const type of seen) {
    const [mine, theirs] = [ofClients, schema].map((each) => {
      const found = each.getType(type.name);
      const fields =
        isObjectType(found) || isInputObjectType(found) ? (Object.values(found.getFields()) as Described[]) : [];
      return {
        description: found?.description,
        fields: fields.filter(({ name }) => !ofRouters.includes(name)).map(textOf),
      };
    });
    expect(mine).toEqual(theirs);
  }
});

interface Described {
  readonly name: string;
  readonly type: GraphQLType;
  readonly description?: string | null | undefined;
  readonly args?: readonly Described[];
}

/** A field as text, with its arguments, without directives. */
function textOf({ name, type, description, args = [] }: Described): string {
  return `${name}(${args.map(textOf).join(', ')}): ${String(type)} # ${description}`;
}

it('schema.graphql is what the code builds', () => {
  const { sdl } = schemaShape();
  expect(read('schema.graphql').trim()).toBe(sdl.trim());
});

describe('docs/queries.md', () => {
  const examples = [...read('docs/queries.md').matchAll(/## (.+)\n[^#]*?```graphql\n([^`]*)```/g)];

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
    expect(examples).toHaveLength(read('docs/queries.md').split('\n## ').length - 1);
  });
});

/** The rows of a document's tables of keys, each cell by the head of its column. */
function keyRows(document: string): Record<string, string>[] {
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const tables = read(document).match(/^\| key .*\n\| -.*\n(?:\|.*\n)*/gm) ?? [];
  return tables.flatMap((table) => {
    const [head = [], , ...rows] = table.trimEnd().split('\n').map(cells);
    return rows.map((row) => Object.fromEntries(head.map((name, column) => [name, row[column] ?? ''])));
  });
}

describe.each(['docs/configuration.md', 'README.md'])('the keys in %s', (document) => {
  const rows = keyRows(document);

  it('have the descriptions and allowed values of the configuration', () => {
    const described = rows.map(({ key = '' }) => {
      const { desc, allowed } = environment[key.replaceAll('`', '') as keyof Environment] ?? {};
      return expect.objectContaining({ key, meaning: desc, 'allowed values': allowed });
    });
    expect(rows).toEqual(described);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('have the defaults that the gateway uses', () => {
    const shown = rows.map(({ key = '', default: value = '' }) => [key, value].map((cell) => cell.replaceAll('`', '')));
    const problems: string[] = [];
    const given = Object.fromEntries(shown.filter(([, value]) => value !== 'none')) as NodeJS.ProcessEnv;
    expect(readEnvironment(given, problems)).toEqual(readEnvironment({}, problems));
    expect(problems).toEqual([]);
    // Each key without a documented default has none.
    for (const [key, value] of shown.filter(([, none]) => none === 'none')) {
      const { default: own } = environment[key as keyof Environment] as {
        default?: string | number | readonly string[];
      };
      expect([key, value, [own ?? ''].flat().join()]).toEqual([key, 'none', '']);
    }
  });
});

it('docs/configuration.md has every key, in the order of the configuration; npm run configuration writes it', () => {
  expect(keyRows('docs/configuration.md').map(({ key }) => key)).toEqual(
    Object.keys(environment).map((key) => `\`${key}\``),
  );
});

it('docs/errors.md has each limit, in the order of the code', () => {
  const [, section = ''] = read('docs/errors.md').split('## The limits of a document');
  const [table = ''] = section.split('\n## ');
  const said = [...table.matchAll(/^\|.*\| ([\d,]+) +\|$/gm)].map(([, limit]) => limit);
  expect(said).toEqual(Object.values(limits).map((limit) => limit.toLocaleString('en')));
});

it('every link between the documents leads to a file', () => {
  const documents = [
    ...readdirSync('.').filter((name) => name.endsWith('.md')),
    ...globSync('{bench,examples,src}/**/README.md', { exclude: ['**/node_modules/**'] }),
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ];
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'src/graph/README.md']));
  for (const document of documents) {
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect([document, target, existsSync(join(dirname(document), target))]).toEqual([document, target, true]);
    }
  }
});

/** Each `[file](../test/…): "name of a test in it"` of a document. */
const shownBy = (document: string) =>
  // A name may go on in the next line.
  [
    ...read(document)
      .replaceAll(/\n +|\n/g, ' ')
      .matchAll(/\[[\w-]+\]\(\.\.\/(test\/[^)]+)\): "([^"]+)"/g),
  ].map(([row, file = '', name = '']) => ({
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
