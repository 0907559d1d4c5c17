import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/graphql/limits/limits.js';
import { verifiedGateway, writer, type Mode, type Verified } from '../../support/authority.js';
import { lists } from '../../support/documents.js';
import { anyRequestId, expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  type TestGateway,
} from '../../support/start.js';

const read = 'macOSSoftwareUpdateAccountSummary(id: "a") { id }';
const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const operationsThatNeedOne: [string, string, object][] = [
  ['a read', `{ ${read} }`, {}],
  ['a write', createMutation, { input: referenceExample }],
  ['a reference', entities, { r: [{ __typename: 'ManagedDevice', id: 'a' }] }],
  ['a read next to the SDL', `{ _service { sdl } ${read} }`, {}],
  ['a read in a fragment', `{ __typename ...F } fragment F on Query { ... { ${read} } }`, {}],
  ['a read that is left out', `{ __typename ... @include(if: false) { ${read} } }`, {}],
  ['a read in another operation', `query A { __typename } query B { ${read} }`, {}],
  ['a field that does not exist', '{ unknown }', {}],
  ['no operation at all', 'fragment F on Query { __typename }', {}],
  ['a mutation that fits nothing', 'mutation { unknown(a: 1) { b } }', {}],
];
const unfit: [string, unknown][] = [
  ['of a wrong type', { input: 7, r: 'x' }],
  ['that break rules', { input: { ...referenceExample, failedUpdateCount: -1 } }],
  ['with a number that JSON cannot hold', { input: { ...referenceExample, id: 2 ** 60 } }],
  ['beyond the limit of items', { input: Array(limits.listItems + 1).fill(1) }],
  ['beyond the limit of levels', { input: JSON.parse(lists(limits.valueDepth + 1)) as unknown }],
  [
    'beyond the limit of values',
    Object.fromEntries(Array.from({ length: limits.variableValues + 1 }, (_, i) => [`v${i}`, 1])),
  ],
];

describe('without a token', () => {
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
  const refused = {
    status: 401,
    challenge: 'Bearer realm="graph"',
    json: {
      errors: [
        {
          message: 'This operation requires a bearer token for Microsoft Graph in the Authorization header.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    },
  };
  const sendTo = async (door: TestGateway, query: string, variables?: unknown): Promise<unknown> => {
    const { status, headers, json } = await door.send(query, variables as object, {});
    return { status, challenge: headers.get('www-authenticate'), json };
  };

  it.each(operationsThatNeedOne)('%s is rejected before it is validated', async (_what, query, variables) => {
    const before = gateway.graph.requests.length;
    for (const door of [gateway, production]) expect(await sendTo(door, query, variables)).toEqual(refused);
    expectCalls(gateway.graph.requests, before);
  });

  it('in production a long document is rejected before it is parsed, whatever it holds', async () => {
    const short = `{ __typename }`.padEnd(limits.openCharacters);
    const tokens = (count: number): string => `{ __typename }${'\n#'.repeat(count - 3)}`;
    for (const query of [short, tokens(limits.openTokens)]) {
      expect(await sendTo(production, query)).toMatchObject({ status: 200 });
    }
    for (const query of [
      `${short} `,
      tokens(limits.openTokens + 1),
      '{'.padEnd(limits.openCharacters + 1),
      '#\n'.repeat(32_000),
      `{ __typename }`.padEnd(limits.characters + 1),
    ]) {
      expect(await sendTo(production, query)).toEqual(refused);
      expect(await production.send(query)).not.toMatchObject({ status: 401 });
    }
  });

  it.each(unfit)('variables %s are not read', async (_what, variables) => {
    // The second time the document is already known to be valid.
    await gateway.send(createMutation, { input: referenceExample });
    for (const door of [gateway, production]) {
      for (const query of [createMutation, entities]) expect(await sendTo(door, query, variables)).toEqual(refused);
    }
  });

  it('introspection runs without a token where it is on, and needs one in production', async () => {
    for (const query of ['{ __schema { queryType { name } } }', '{ __type(name: "User") { name } __typename }']) {
      expect(await sendTo(gateway, query)).toMatchObject({ status: 200 });
      expect(await sendTo(production, query)).toEqual(refused);
      expect(await production.send(query)).toMatchObject({ status: 400 });
    }
  });

  it('the name of the root and the SDL are answered, and too large variables are not traversed for them', async () => {
    for (const door of [gateway, production]) {
      expect(
        await sendTo(door, 'query A { ...F } query B { __typename } fragment F on Query { __typename }'),
      ).toMatchObject({
        json: { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] },
      });
      expect(await sendTo(door, '{ __typename _service { sdl } }')).toMatchObject({ status: 200 });
      for (const [, variables] of unfit.slice(3)) {
        expect(await sendTo(door, '{ __typename }', variables)).toMatchObject({
          status: 400,
          json: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
        });
      }
    }
  });

  it('a document that is not GraphQL gets a syntax error, whatever its variables are', async () => {
    for (const [, variables] of unfit) {
      expect(await sendTo(production, '{', variables)).toMatchObject({
        status: 400,
        json: { errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] },
      });
    }
  });

  it('a rejection has the media type that the client accepts', async () => {
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const { status, headers } = await production.send(`{ ${read} }`, {}, { accept });
      expect([status, headers.get('content-type')]).toEqual([401, `${accept}; charset=utf-8`]);
    }
  });

  it('the same holds for GET', async () => {
    const parameters = new URLSearchParams({ query: `{ ${read} }`, variables: lists(100) });
    const headers = { 'apollo-require-preflight': 'yes' };
    const answer = await fetch(`${gateway.url}?${parameters.toString()}`, { headers });
    const [{ message, extensions }] = refused.json.errors as [{ message: string; extensions: object }];
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { errors: [{ message, extensions: { ...extensions, requestId: anyRequestId } }] },
    ]);
  });
});

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  let gateway: Verified;
  beforeAll(async () => {
    gateway = await verifiedGateway(mode);
  });
  afterAll(() => gateway.stop());

  it.each(unfit)('variables %s are read only with a valid token', async (_what, variables) => {
    const good = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    const forged = `${good.slice(0, -8)}AAAAAAAA`;
    const forgedAnswer = await gateway.with(forged, createMutation, variables as object);
    expect([forgedAnswer.status, forgedAnswer.json.errors]).toEqual([
      401,
      [{ message: 'The token of this request is not accepted.', extensions: { code: 'UNAUTHENTICATED' } }],
    ]);
    const { json } = await gateway.with(good, createMutation, variables as object);
    expectRefused({ json }, { code: 'BAD_USER_INPUT' });
    expectCalls(gateway.graph.requests, 0);
  });

  it('a missing permission is an error of the field that requires it', async () => {
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: ['Other.Read'] });
    const { status, json } = await gateway.with(token, `{ __typename mine: ${read} }`);
    expect([status, json.data]).toEqual([200, { __typename: 'Query', mine: null }]);
    expect(json.errors).toMatchObject([{ path: ['mine'], extensions: { code: 'FORBIDDEN' } }]);
  });
});
