import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/graphql/limits/limits.js';
import { times } from '../../support/documents.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, scriptedGraph } from '../../support/start.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const bulk = 'createMacOSSoftwareUpdateAccountSummaries';
const longName = (index: number): string => `${'x'.repeat(limits.nameCharacters - 3)}${String(index).padStart(3, '0')}`;
const devices = (count: number, id = 'd'): object => ({
  r: Array<object>(count).fill({ __typename: 'ManagedDevice', id }),
});
const stubs = (roots: number, aliases: number): string =>
  `query ($r: [_Any!]!) { ${times(roots, (index) => `r${index}: _entities(representations: $r) { ...F }`)} }
   fragment F on _Entity { ... on ManagedDevice { ${times(aliases, (index) => `${longName(index)}: id`)} } }`;

describe('the size of a response, before anything runs', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  const nodes = (fields: string): string => `{ ${list}(first: 1000) { nodes { ${fields} } } }`;
  const aliased = times(10, (index) => `${longName(index)}: displayName`);
  const deep = `categorySummaries { ${aliased} updateStateSummaries { ${times(10, (index) => `${longName(index + 20)}: state`)} } }`;
  const fields = times(20, (index) => `a${index}: state`);
  it.each<[string, string, object, string]>([
    ['long aliases of stubs, through a fragment', stubs(10, 10), devices(1000), 'bytes of JSON'],
    ['long keys of stubs', stubs(19, 10), devices(100, 'x'.repeat(5_000)), 'bytes of JSON'],
    ['long aliases of rows and their children', nodes(deep), {}, 'bytes of JSON'],
    ['many fields of grandchildren', nodes(`categorySummaries { updateStateSummaries { ${fields} } }`), {}, 'values'],
  ])('is limited: %s', async (_what, query, variables, unit) => {
    const before = gateway.graph.requests.length;
    const { status, json } = await gateway.send(query, variables);
    const limit = (unit === 'values' ? limits.responseValues : limits.responseBytes).toLocaleString('en');
    expect([status, json]).toEqual([
      400,
      {
        errors: [
          {
            message: expect.stringMatching(
              new RegExp(`^The response would have up to [\\d,]+ ${unit}; the limit is ${limit}\\. Select less`),
            ) as unknown,
            extensions: { code: 'RESPONSE_TOO_LARGE' },
          },
        ],
      },
    ]);
    expectCalls(gateway.graph.requests, before);
  });

  it('is limited for writes as well: nothing is written', async () => {
    const before = gateway.graph.requests.length;
    const children = `summary { categorySummaries { ${times(20, (index) => `${longName(index)}: displayName`)} } }`;
    const query = `mutation ($i: [CreateSummaryInput!]!) { ${bulk}(inputs: $i) { ${children} } }`;
    const { json } = await gateway.send(query, { i: Array<object>(900).fill(referenceExample) });
    expect(json.errors?.map(({ extensions }) => extensions.code)).toEqual(['RESPONSE_TOO_LARGE']);
    expectCalls(gateway.graph.requests, before);
  });

  it('counts the selections that the variables of this request include, and not those of another one', async () => {
    const query = `query ($r: [_Any!]!, $long: Boolean = true) { ${times(
      10,
      (index) => `r${index}: _entities(representations: $r) { ...F @include(if: $long) __typename }`,
    )} } fragment F on _Entity { ... on ManagedDevice { ${times(10, (index) => `${longName(index)}: id`)} } }`;
    const codes = [];
    for (const variables of [devices(1000), devices(10), { ...devices(1000), long: false }, devices(1000)]) {
      codes.push((await gateway.send(query, variables)).json.errors?.[0]?.extensions.code);
    }
    expect(codes).toEqual(['RESPONSE_TOO_LARGE', undefined, undefined, 'RESPONSE_TOO_LARGE']);
  });

  it.each([
    ['aliases', '{ a: _service { sdl } b: _service { sdl } }'],
    ['aliases below', '{ _service { sdl b: sdl } }'],
    [
      'fragments',
      '{ ...Q _service { sdl } } fragment Q on Query { b: _service { ...S } } fragment S on _Service { sdl }',
    ],
  ])('has the SDL once, also through %s', async (_what, query) => {
    const { status, json } = await gateway.send(query, {}, {});
    expect([status, json.errors]).toEqual([
      400,
      [
        {
          message: 'An operation requests the SDL 2 times; the limit is 1.',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    ]);
  });
});

describe('the size of a finished response', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0).reverse()) await each.stop();
  });
  const tooLarge = {
    message:
      'The response has more than 16,777,216 bytes of JSON; the limit is 16,777,216. Select less, or fewer rows at once.',
    extensions: { code: 'RESPONSE_TOO_LARGE' },
  };
  /** Each call to Graph returns rows with a name of this many characters. */
  const over = async (rows: number, characters: number, character = 'x') => {
    const row = { displayName: character.repeat(characters), lastUpdatedDateTime: '2017-01-01T00:00:00Z' };
    const value = Array.from({ length: rows }, (_, index) => ({ id: `r-${index}`, ...row }));
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      const body = request.method === 'POST' ? { id: 'stored', ...row } : { value };
      response.setHeader('content-type', 'application/json');
      response.writeHead(request.method === 'POST' ? 201 : 200).end(JSON.stringify(body));
    });
    const gateway = await gatewayOver(graph.url);
    running.push(graph, gateway);
    return gateway;
  };
  const lists = (count: number): string =>
    `{ ${times(count, (index) => `a${index}: ${list}(first: 100) { nodes { a: displayName b: displayName } }`)} }`;

  it('is limited although Graph returns long texts: data is null, and the log says so', async () => {
    const gateway = await over(100, 50_000);
    const { status, json, text } = await gateway.send(lists(2));
    expect([status, json]).toEqual([200, { errors: [tooLarge], data: null }]);
    expect(text.length).toBeLessThan(1_000);
    expect(gateway.log()).toContain('A response is too large and was not sent');
  });

  it('counts bytes, not characters: a text of escapes is six times as long', async () => {
    const gateway = await over(100, 15_000, '\u0001');
    expect((await gateway.send(lists(1))).json).toEqual({ errors: [tooLarge], data: null });
    const shorter = await over(100, 13_000, '\u0001');
    const { json, text } = await shorter.send(lists(1));
    expect(json.errors).toBeUndefined();
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.responseBytes);
  });

  it('is reported with what was written, so that no client sends it again', async () => {
    const gateway = await over(1, 600_000);
    const creation = 'createMacOSSoftwareUpdateAccountSummary(input: $input)';
    const { json } = await gateway.send(
      `mutation ($input: CreateSummaryInput!) { created: ${creation} { ${times(29, (index) => `a${index}: displayName`)} } }`,
      { input: referenceExample },
    );
    const written = [{ verb: 'create', type: 'MacOSSoftwareUpdateAccountSummary', id: 'stored' }];
    expect(json).toEqual({
      errors: [{ ...tooLarge, extensions: { ...tooLarge.extensions, written } }],
      data: null,
    });
  });
});
