/** The errors that a client programs against, behind real gateways: their code, path and extensions. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { refusingPort } from '../support/ports.js';
import { createMutation, gatewayOverEmulator, referenceExample, scriptedGraph } from '../support/start.js';
import { routers } from './support/routers.js';
import { supergraphOverEmulator, supergraphOverGraph } from './support/supergraph.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

const create = { query: createMutation, variables: { input: referenceExample } };
const createOf = (changes: object) => ({ ...create, variables: { input: { ...referenceExample, ...changes } } });

/** Graph's response to the creation, and what the client gets. */
const fromGraph: readonly (readonly [
  code: string,
  status: number,
  headers: Record<string, string>,
  extensions: object,
])[] = [
  ['FORBIDDEN', 403, {}, { requiredScopes: ['DeviceManagementConfiguration.ReadWrite.All'], graph: { status: 403 } }],
  ['CONFLICT', 409, {}, { graph: { status: 409 } }],
  ['RATE_LIMITED', 429, { 'retry-after': '90' }, { retryAfterSeconds: 90, graph: { status: 429 } }],
  ['GRAPH_REJECTED', 400, {}, { graph: { status: 400 } }],
  ['OUTCOME_UNKNOWN', 502, {}, { lookUp: expect.arrayContaining(['deviceId', 'userId']), graph: { status: 502 } }],
  ['GRAPH_UNAVAILABLE', 503, { 'retry-after': '90' }, { retryAfterSeconds: 90, graph: { status: 503 } }],
];

describe.each(routers)('errors behind $name', (make) => {
  it.each(fromGraph)(
    '%s keeps its path and extensions, and is sent to Graph once',
    async (code, status, headers, extensions) => {
      const graph = kept(
        await scriptedGraph((request, response) => {
          request.resume();
          response.writeHead(status, { 'content-type': 'application/json', ...headers });
          const word = status === 403 ? 'Forbidden' : 'Said';
          response.end(JSON.stringify({ error: { code: word, message: "Graph's own words" } }));
        }),
      );
      const supergraph = kept(await supergraphOverGraph(make, graph.url));
      const { status: said, data, errors } = await supergraph.ask(create);
      expect([said, data]).toEqual([200, { created: null }]);
      expect(errors).toMatchObject([{ path: ['created'], extensions: { code, ...extensions } }]);
      expect(graph.calls()).toBe(1);
    },
  );

  it('BAD_USER_INPUT names every broken rule, and Graph receives nothing', async () => {
    const supergraph = kept(await supergraphOverEmulator(make));
    const { status, data, errors } = await supergraph.ask(createOf({ deviceId: ' ', failedUpdateCount: -1 }));
    expect([status, data]).toEqual([200, { created: null }]);
    expect(errors).toMatchObject([
      {
        path: ['created'],
        extensions: {
          code: 'BAD_USER_INPUT',
          validationErrors: [{ path: 'input.deviceId' }, { path: 'input.failedUpdateCount' }],
        },
      },
    ]);
    expect(supergraph.graph.requests).toHaveLength(0);
  });

  it('a variable of a wrong type is rejected by the router itself, with HTTP 400', async () => {
    const supergraph = kept(await supergraphOverEmulator(make));
    const { status, errors } = await supergraph.ask(createOf({ deviceId: 3 }));
    expect([status, errors.length]).toEqual([400, 1]);
    expect(errors[0]?.message).toContain('input.deviceId');
    expect(errors[0]?.extensions?.code).toBe(make.name === 'Hive Gateway' ? undefined : 'BAD_USER_INPUT');
    expect(supergraph.updates.log()).not.toContain('"path":"/graphql","status":400');
    expect(supergraph.graph.requests).toHaveLength(0);
  });

  it('UNAUTHENTICATED without a token: HTTP 401 with the challenge, and Graph receives nothing', async () => {
    const supergraph = kept(await supergraphOverEmulator(make));
    const { status, headers, errors } = await supergraph.ask({ ...create, headers: {} });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="graph"']);
    // It is rejected before any field runs. Hive Gateway adds the path, @apollo/gateway does not.
    const path = make.name === 'Hive Gateway' ? ['created'] : undefined;
    expect(errors.map((error) => [error.path, error.extensions.code])).toEqual([[path, 'UNAUTHENTICATED']]);
    expect(supergraph.graph.requests).toHaveLength(0);
  });

  it("a claims challenge of Graph reaches the client as HTTP 401, unchanged and in the error's extensions", async () => {
    const supergraph = kept(await supergraphOverEmulator(make, { quirks: { claimsChallenge: 1 } }));
    const direct = kept(await gatewayOverEmulator({ quirks: { claimsChallenge: 1 } }));
    const here = await direct.send(create.query, create.variables);
    const { status, headers, errors } = await supergraph.ask(create);
    expect([status, headers.get('www-authenticate')]).toEqual([401, here.headers.get('www-authenticate')]);
    const claims = here.json.errors?.[0]?.extensions['claims'];
    expect(claims).toMatch(/^[\w+/=]{20,}$/);
    expect(headers.get('www-authenticate')).toContain(`claims="${String(claims)}"`);
    expect(errors).toMatchObject([
      { path: ['created'], extensions: { code: 'UNAUTHENTICATED', claims, graph: { status: 401 } } },
    ]);
    // With the next token the operation succeeds.
    expect((await supergraph.ask(create)).status).toBe(200);
  });

  it('NOT_FOUND leaves the field null and the others as they are', async () => {
    const supergraph = kept(await supergraphOverEmulator(make, { macs: 1 }));
    const id = String(supergraph.graph.accountSummaries()[0]?.['id']);
    const { status, data, errors } = await supergraph.ask({
      query: `query ($id: ID!) {
        here: macOSSoftwareUpdateAccountSummary(id: $id) { id }
        gone: macOSSoftwareUpdateAccountSummary(id: "gone") { id }
      }`,
      variables: { id },
    });
    expect([status, data]).toEqual([200, { here: { id }, gone: null }]);
    expect(errors).toMatchObject([{ path: ['gone'], extensions: { code: 'NOT_FOUND', graph: { status: 404 } } }]);
  });

  it('a list, or the children of a row, that fail are null alone', async () => {
    const quirks = { throttleItems: 1, retryAfterSeconds: 90 };
    const supergraph = kept(await supergraphOverEmulator(make, { macs: 3, quirks }));
    const list = 'macOSSoftwareUpdateAccountSummaries';
    const { status, data, errors } = await supergraph.ask({
      query: `{
        stale: ${list}(after: "stale") { nodes { id } }
        recent: ${list}(first: 3) { nodes { deviceName categorySummaries { id } } }
      }`,
    });
    const [first, ...others] = supergraph.graph.accountSummaries().map(({ deviceName }) => ({ deviceName }));
    const complete = others.map((row) => ({ ...row, categorySummaries: expect.any(Array) }));
    expect([status, data]).toEqual([
      200,
      { stale: null, recent: { nodes: [{ ...first, categorySummaries: null }, ...complete] } },
    ]);
    expect(errors.map(({ path, extensions }) => [extensions.code, path?.join('.')]).sort()).toEqual([
      ['BAD_USER_INPUT', 'stale'],
      ['RATE_LIMITED', 'recent.nodes.0.categorySummaries'],
    ]);
  });

  it('GRAPH_OPERATION_NOT_OFFERED says that the input is not at fault', async () => {
    const supergraph = kept(await supergraphOverEmulator(make, { quirks: { operationNotOffered: true } }));
    const { errors } = await supergraph.ask(create);
    expect(errors).toMatchObject([
      {
        message: 'Microsoft Graph documents this operation but does not offer it here; the input is not at fault.',
        path: ['created'],
        extensions: { code: 'GRAPH_OPERATION_NOT_OFFERED' },
      },
    ]);
  });

  it("the subgraph's own RATE_LIMITED (HTTP 429) says when to try again", async () => {
    const environment = { RATE_LIMIT_MAX: '1' };
    const supergraph = kept(await supergraphOverEmulator(make, {}, { environment }));
    // Composition had no token, so this caller has one request.
    expect((await supergraph.ask(create)).errors).toEqual([]);
    const { errors } = await supergraph.ask(create);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } }]);
    expect(supergraph.graph.requests).toHaveLength(1);
  });

  it('an operation that costs too much (HTTP 400 of the subgraph) is reported with cost and limit', async () => {
    const environment = { QUERY_MAX_COST: '100' };
    const supergraph = kept(await supergraphOverEmulator(make, {}, { environment }));
    const { errors } = await supergraph.ask({
      query: '{ macOSSoftwareUpdateAccountSummaries(first: 500) { nodes { categorySummaries { id } } } }',
    });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/510.*100/), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect(supergraph.graph.requests).toHaveLength(0);
  });

  it('two writes of one mutation: what was stored is reported if the router sends both as one operation', async () => {
    const supergraph = kept(await supergraphOverEmulator(make));
    const { data, errors } = await supergraph.ask({
      query: `mutation ($first: CreateSummaryInput!, $second: CreateSummaryInput!) {
        first: createMacOSSoftwareUpdateAccountSummary(input: $first) { id }
        second: createMacOSSoftwareUpdateAccountSummary(input: $second) { id }
      }`,
      variables: { first: referenceExample, second: { ...referenceExample, deviceId: ' ' } },
    });
    const [stored] = supergraph.graph.accountSummaries();
    const written = [{ verb: 'create', type: 'MacOSSoftwareUpdateAccountSummary', id: stored?.['id'] }];
    expect([supergraph.graph.requests.length, data]).toEqual([1, { first: { id: stored?.['id'] }, second: null }]);
    expect(errors).toMatchObject([{ path: ['second'], extensions: { code: 'BAD_USER_INPUT' } }]);
    // Hive Gateway makes two operations of them, and the second one has no information about the first.
    expect(errors[0]?.extensions['written']).toEqual(make.name === 'Hive Gateway' ? undefined : written);
  });

  it('no error names the address of the subgraph or of Graph', async () => {
    const supergraph = kept(await supergraphOverEmulator(make, { quirks: { claimsChallenge: 1 } }));
    for (const operation of [create, { ...create, headers: {} }, createOf({ deviceId: ' ' })]) {
      expect((await supergraph.ask(operation)).text).not.toMatch(/127\.0\.0\.1|localhost/);
    }
  });

  it('a Graph that cannot be reached is GRAPH_UNAVAILABLE, without its address', async () => {
    const supergraph = kept(await supergraphOverGraph(make, `http://127.0.0.1:${await refusingPort()}/beta`));
    const { text, errors } = await supergraph.ask(create);
    expect(errors).toMatchObject([{ path: ['created'], extensions: { code: 'GRAPH_UNAVAILABLE' } }]);
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|ECONNREFUSED/);
  });

  it('a subgraph that cannot be reached is an error of the router, without its address', async () => {
    const supergraph = kept(
      await supergraphOverEmulator(make, {}, { updatesAt: `http://127.0.0.1:${await refusingPort()}/graphql` }),
    );
    const { status, text, data, errors } = await supergraph.ask(create);
    expect([status, data, errors.map(({ extensions }) => extensions.code)]).toEqual([
      200,
      { created: null },
      ['INTERNAL_SERVER_ERROR'],
    ]);
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|ECONNREFUSED/);
  });
});
