import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { limits } from '../../../src/graphql/limits/limits.js';
import { lists, nested, report, reportType, spreadOut, times } from '../../support/documents.js';
import { anyRequestId, expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, type TestGateway } from '../../support/start.js';

const readable = (count: number): string => count.toLocaleString('en');

describe('the limits of a document', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let production: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    production = await gatewayOver(gateway.graph.url, { NODE_ENV: 'production' });
  });
  afterAll(async () => {
    await production.stop();
    await gateway.stop();
  });

  const aliases = (count: number): string => `{ ${report} { ${times(count, (index) => `a${index}: __typename`)} } }`;
  const directives = (count: number): string => times(count, (index) => `@d${index}`);

  it.each<['POST' | 'GET']>([['POST'], ['GET']])(
    'an operationName of a %s has at most 256 characters, and a longer one is not repeated',
    async (method) => {
      const ask = async (operationName: string): Promise<{ status: number; text: string }> => {
        const operation = { query: '{ __typename }', operationName };
        const url =
          method === 'POST' ? production.url : `${production.url}?${new URLSearchParams(operation).toString()}`;
        const headers = { 'content-type': 'application/json', 'apollo-require-preflight': 'true' };
        const body = method === 'POST' ? JSON.stringify(operation) : null;
        const response = await fetch(url, { method, headers, body });
        return { status: response.status, text: await response.text() };
      };
      expect((await ask('n'.repeat(limits.nameCharacters))).text).toContain('Unknown operation');
      const { status, text } = await ask('n'.repeat(limits.nameCharacters + 1));
      expect(status).toBe(400);
      expect(JSON.parse(text)).toEqual({
        errors: [
          {
            message: 'The operationName has 257 characters; the limit is 256.',
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: anyRequestId },
          },
        ],
      });
    },
  );

  it.each<[number, string, (count: number) => string]>([
    [limits.characters, 'characters', (count) => '{ __typename }'.padEnd(count)],
    [limits.aliases, 'aliases', aliases],
    [limits.nameCharacters, 'characters of a field', (count) => `{ ${'n'.repeat(count)} }`],
    [limits.nameCharacters, 'characters of an alias', (count) => `{ ${'n'.repeat(count)}: __typename }`],
    [limits.nameCharacters, 'characters of an operation', (count) => `query ${'n'.repeat(count)} { __typename }`],
    [limits.nameCharacters, 'characters of a variable', (count) => `query ($${'n'.repeat(count)}: Int) { __typename }`],
    [limits.nameCharacters, 'characters of an enumeration', (count) => `{ f(a: ${'n'.repeat(count)}) }`],
    [limits.rootFields, 'root fields', (count) => `{ ${times(count, (index) => `a${index}: __typename`)} }`],
    [
      limits.rootFields,
      'root fields through fragments',
      (count) => `{ a: __typename ...F } fragment F on Query { ${times(count - 1, (i) => `f${i}: __typename`)} }`,
    ],
    [limits.depth, 'fields deep', (count) => nested(count)],
    [
      limits.depth,
      'fields deep through fragments',
      (count) => `{ f { f { ...F } } } fragment F on T ${nested(count - 2)}`,
    ],
    [
      limits.introspectionDepth,
      'fields deep below __type',
      (count) => `{ __type(name: "A") ${nested(count - 1, 'ofType')} }`,
    ],
    [limits.repetitions, 'times the same field', (count) => `{ ${report} { ${'__typename '.repeat(count)} } }`],
    [
      limits.repetitions,
      'times the same field in inline fragments',
      (count) => `{ ${report} { ${'... { __typename } '.repeat(count)} } }`,
    ],
    [
      limits.repetitions,
      'times the same fragment',
      (count) => `{ ${report} { ${'...F '.repeat(count)} } } fragment F on ${reportType} { __typename }`,
    ],
    [limits.selections, 'fields and fragments where they are used', spreadOut],
    [limits.directivesOnOne, 'directives on a field', (count) => `{ __typename ${directives(count)} }`],
    [limits.directivesOnOne, 'directives on an operation', (count) => `query ${directives(count)} { __typename }`],
    [
      limits.directivesOnOne,
      'directives on a variable',
      (count) => `query ($a: Int ${directives(count)}) { __typename }`,
    ],
    [
      limits.directivesOnOne,
      'directives on a fragment',
      (count) => `{ ...F } fragment F on Query ${directives(count)} { __typename }`,
    ],
    [
      limits.directivesOnOne,
      'directives on a spread',
      (count) => `{ ...F ${directives(count)} } fragment F on Query { __typename }`,
    ],
    [
      limits.directivesOnOne,
      'directives on an inline fragment',
      (count) => `{ ... ${directives(count)} { __typename } }`,
    ],
    [
      limits.directives,
      'directives in all',
      (count) => `{ ${report} { ${times(count, (index) => `f${index} @include(if: true)`)} } }`,
    ],
    [limits.valueDepth, 'lists in each other', (count) => `{ f(a: ${lists(count)}) }`],
    [
      limits.valueDepth,
      'objects in each other',
      (count) => `{ f(a: ${'{ a: '.repeat(count)} 1 ${'}'.repeat(count)}) }`,
    ],
    [limits.valueDepth, 'lists in each other as a default', (count) => `query ($a: A = ${lists(count)}) { f }`],
    [limits.listItems, 'items of a list', (count) => `{ f(a: [${'1 '.repeat(count)}]) }`],
  ])('accepts %i %s, and not one more', async (limit, _what, documentOf) => {
    const within = await gateway.send(documentOf(limit));
    expect(within.text).not.toContain('possible');
    for (const door of [gateway, production]) {
      const { status, json } = await door.send(documentOf(limit + 1));
      expect([status, json]).toEqual([
        400,
        {
          errors: [
            {
              message: expect.stringContaining(`the limit is ${readable(limit)}.`) as unknown,
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
            },
          ],
        },
      ]);
      expect(json.errors?.[0]?.message).toContain(` ${readable(limit + 1)} `);
    }
    expectCalls(gateway.graph.requests, 0);
  });

  it(`${limits.tokens} tokens are accepted, and not one more`, async () => {
    const tokens = (count: number): string => `query ($a: Int = 1) { f(${'a: 1 '.repeat((count - 14) / 3)}) }`;
    expect((await gateway.send(tokens(limits.tokens))).text).not.toContain('possible');
    const { status, json } = await gateway.send(`${tokens(limits.tokens)} q`);
    expect(status).toBe(400);
    expect(json.errors).toEqual([
      {
        message: 'The document has more than 2,000 tokens; the limit is 2,000.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it(`comments are among the ${limits.tokens} tokens`, async () => {
    const comments = (count: number): string => `{ __typename }\n${'#\n'.repeat(count - 3)}`;
    expect((await gateway.send(comments(limits.tokens))).json).toEqual({ data: { __typename: 'Query' } });
    for (const many of [limits.tokens + 1, 30_000]) {
      const { status, json } = await gateway.send(comments(many));
      expect([status, json.errors?.[0]?.message]).toEqual([
        400,
        'The document has more than 2,000 tokens; the limit is 2,000.',
      ]);
    }
  });

  it('names the count and the limit in a sentence, and repeats nothing of the document', async () => {
    const { json } = await gateway.send(aliases(limits.aliases + 1));
    expect(json.errors?.[0]?.message).toBe('The document has 31 aliases; the limit is 30.');
  });

  it('counts an operation of GET as well, in any encoding', async () => {
    const headers = { 'apollo-require-preflight': 'yes' };
    for (const query of [aliases(limits.aliases + 1), `# %FF\n${aliases(limits.aliases + 1)}`]) {
      const url = `${gateway.url}?query=${encodeURIComponent(query).replace('%25FF', '%FF')}`;
      const answer = await fetch(url, { headers });
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('31 aliases')]);
    }
  });

  it('accepts a document every time, and rejects another one every time', async () => {
    for (const count of [limits.aliases, limits.aliases + 1, limits.aliases, limits.aliases + 1]) {
      expect((await gateway.send(aliases(count))).status).toBe(count > limits.aliases ? 400 : 200);
    }
  });

  it('accepts the usual introspection, as Sandbox sends it', async () => {
    for (const query of [
      getIntrospectionQuery(),
      getIntrospectionQuery({ schemaDescription: true, specifiedByUrl: true, inputValueDeprecation: true }),
      getIntrospectionQuery({ directiveIsRepeatable: true, oneOf: true }),
    ]) {
      const { status, json } = await gateway.send(query);
      expect([status, json.errors]).toEqual([200, undefined]);
    }
  });

  it('accepts federation: the SDL, and references', async () => {
    expect((await gateway.send('{ _service { sdl } }')).json.errors).toBeUndefined();
    const references = [{ __typename: 'ManagedDevice', id: 'd-1' }];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ManagedDevice { id } } }';
    expect((await gateway.send(query, { r: references })).json).toEqual({ data: { _entities: [{ id: 'd-1' }] } });
  });

  it('leaves a document that is not GraphQL to its syntax error', async () => {
    const { status, json } = await gateway.send('{');
    expectRefused({ status, json }, { status: 400, code: 'GRAPHQL_PARSE_FAILED' });
  });
});
