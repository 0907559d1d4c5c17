/** Graph's successes, as its documentation and real services shape them, and the headers of a rejection. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import {
  createMutation,
  gatewayOver,
  referenceExample,
  scriptedGraph,
  type Answer,
  type TestGateway,
} from '../../support/start.js';

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0)) await stop();
});

/** A gateway over a Graph that gives this one response to every call. */
async function over(status: number, body: unknown, headers: Record<string, string[]> = {}): Promise<TestGateway> {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    for (const [name, values] of Object.entries(headers)) response.setHeader(name, values);
    response.writeHead(status).end(JSON.stringify(body));
  });
  const gateway = await gatewayOver(graph.url);
  started.push({ stop: () => gateway.stop() }, { stop: () => graph.stop() });
  return gateway;
}

const id = '64687d05-7d05-6468-057d-6864057d6864';
const query = `{ read: macOSSoftwareUpdateAccountSummary(id: "${id}") { id displayName failedUpdateCount lastUpdatedDateTime } }`;
const { displayName, failedUpdateCount, lastUpdatedDateTime } = referenceExample;

describe('the response of Graph', () => {
  it.each<[string, unknown]>([
    ['bare, as an entity read is', { id, ...referenceExample }],
    ['wrapped in "value", as the reference shows it', { value: { id, ...referenceExample } }],
    ['with unknown properties', { id, ...referenceExample, isNew: true, '@odata.etag': 'W/"1"' }],
  ])('is read %s', async (_how, body) => {
    const { json } = await (await over(200, body)).send(query);
    expect(json).toEqual({ data: { read: { id, displayName, failedUpdateCount, lastUpdatedDateTime } } });
  });

  it('makes only what a broken property touches null, if that may be null', async () => {
    const gateway = await over(201, { id, ...referenceExample, osVersion: 26 });
    const { json } = await gateway.send(createMutation, { input: referenceExample });
    expect(json.data).toEqual({ created: { id, ...referenceExample, osVersion: null } });
    expect(json.errors).toMatchObject([{ path: ['created', 'osVersion'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
  });

  it('makes only the field null when an enumeration has an unknown member', async () => {
    const gateway = await over(200, { id, displayName, state: 'teleported', updateCategory: 'firmware' });
    const { json } = await gateway.send(
      '{ s: macOSSoftwareUpdateStateSummary(accountSummaryId: "a", categorySummaryId: "b", id: "c") { id state updateCategory } }',
    );
    expect(json.data).toEqual({ s: { id, state: null, updateCategory: 'firmware' } });
    expect(json.errors).toMatchObject([{ path: ['s', 'state'], extensions: { code: 'GRAPH_BAD_RESPONSE' } }]);
  });

  it('makes one row of a list null when that row cannot be read', async () => {
    const gateway = await over(200, { value: [{ id }, { displayName }, 7] });
    const { json } = await gateway.send('{ s: macOSSoftwareUpdateAccountSummaries { nodes { id } } }');
    expect(json.data).toEqual({ s: { nodes: [{ id }, null, null] } });
    expect(json.errors?.map(({ path }) => path)).toEqual([
      ['s', 'nodes', 1],
      ['s', 'nodes', 2],
    ]);
  });

  it('is complete for the client when an unselected property is missing', async () => {
    const gateway = await over(200, { id, displayName });
    const { json } = await gateway.send('{ macOSSoftwareUpdateAccountSummary(id: "a") { id displayName osVersion } }');
    expect(json).toEqual({ data: { macOSSoftwareUpdateAccountSummary: { id, displayName, osVersion: null } } });
  });
});

describe("Graph's challenge", () => {
  it('reaches the client unchanged, with HTTP 401', async () => {
    const challenge =
      'Bearer realm="", authorization_uri="https://login.example/oauth2/authorize", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6bnVsbH19"';
    const error = { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation resulted in challenge' };
    const gateway = await over(401, { error }, { 'www-authenticate': [challenge] });
    const answer: Answer = await gateway.send(query);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge]);
    expectRefused(answer, { code: 'UNAUTHENTICATED', extensions: { graph: { status: 401 } } });
  });
});

describe('one operation', () => {
  it('is cut off at its deadline, though a single call might take longer', async () => {
    const graph = await scriptedGraph((request) => request.resume());
    const gateway = await gatewayOver(graph.url, { REQUEST_DEADLINE_MS: '150', GRAPH_TIMEOUT_MS: '600000' });
    started.push({ stop: () => gateway.stop() }, { stop: () => graph.stop() });
    expectRefused(await gateway.send(query), { code: 'GRAPH_TIMEOUT' });
  });

  it('is cut off there also while Graph sends its response slowly and never finishes', async () => {
    const graph = await scriptedGraph((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(drip));
    });
    const gateway = await gatewayOver(graph.url, { GRAPH_TIMEOUT_MS: '150' });
    started.push({ stop: () => gateway.stop() }, { stop: () => graph.stop() });
    expectRefused(await gateway.send(query), { code: 'GRAPH_TIMEOUT' });
  });
});
