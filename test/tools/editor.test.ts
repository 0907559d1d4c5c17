/** What the settings for editors and for Bruno name exists, and is what the documents show. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, NoUnusedFragmentsRule, parse, specifiedRules, validate, type DocumentNode } from 'graphql';
import { parse as parseYaml } from 'yaml';

interface Launch {
  readonly name: string;
  readonly runtimeExecutable: string;
  readonly program: string;
  readonly preLaunchTask?: string;
}

const { configurations } = JSON.parse(readFileSync('.vscode/launch.json', 'utf8')) as { configurations: Launch[] };
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

it.each(configurations.map((launch) => [launch.name, launch] as const))('%s', (_name, launch) => {
  for (const path of [launch.runtimeExecutable, launch.program]) {
    expect([path, existsSync(path.replace('${workspaceFolder}/', ''))]).toEqual([path, true]);
  }
  if (launch.preLaunchTask !== undefined) expect(scripts).toHaveProperty(launch.preLaunchTask.replace(/^npm: /, ''));
});

it('every npm script that docs/development.md names exists', () => {
  const names = [...readFileSync('docs/development.md', 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
});

const withUnusedFragments = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

describe('graphql.config.yml', () => {
  const { projects } = parseYaml(readFileSync('graphql.config.yml', 'utf8')) as {
    projects: Record<string, { schema: string; documents: string }>;
  };

  it.each(Object.entries(projects))('%s: each document fits the schema', (name, { schema, documents }) => {
    const built = buildSchema(readFileSync(schema, 'utf8'));
    const files = globSync(documents);
    // A fragment may be in another file.
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const { definitions } = parse(texts.join('\n'));
    const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    for (const operation of definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
      const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
      expect(validate(built, document, withUnusedFragments)).toEqual([]);
    }
    if (name === 'gateway') expect(files.length).toBeGreaterThan(10);
  });
});

describe('examples/bruno', () => {
  const folder = 'examples/bruno';
  const requests = readdirSync(folder).filter((name) => /^\d/.test(name));
  const { input } = JSON.parse(readFileSync('examples/operations/create.variables.json', 'utf8')) as { input: object };
  // Bruno makes a new UUID for each request.
  const variables = [{}, { id: '{{id}}' }, { input, key: '{{$guid}}' }, { keys: ['{{$guid}}'] }];

  it.each(requests)('%s sends a file of examples/operations', (file) => {
    const { graphql } = parseYaml(readFileSync(`${folder}/${file}`, 'utf8')) as {
      graphql: { url: string; body: { query: string; variables: string } };
    };
    const operation = file.replace(/^\d+-(.*)\.yml$/, 'examples/operations/$1.graphql');
    expect(graphql.body.query).toBe(readFileSync(operation, 'utf8'));
    expect(variables).toContainEqual(JSON.parse(graphql.body.variables));
    expect(graphql.url).toBe('{{gateway}}');
  });

  it('has five requests, and both environments have the same variables', () => {
    expect(requests).toHaveLength(5);
    const names = readdirSync(`${folder}/environments`).map((file) => {
      const environment = readFileSync(`${folder}/environments/${file}`, 'utf8');
      return (parseYaml(environment) as { variables: { name: string }[] }).variables.map(({ name }) => name);
    });
    expect(names).toEqual([
      ['gateway', 'token'],
      ['gateway', 'token'],
    ]);
  });
});
