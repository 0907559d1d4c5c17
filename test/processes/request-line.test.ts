/** One line of the log says what a request was, how it ended, and how long Graph took. */
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { holdingGraph } from '../support/holding-graph.js';
import { linesWith, type LogLine } from '../support/log-lines.js';
import { createMutation, gatewayOver, referenceExample, type TestGateway } from '../support/start.js';
import { until } from '../support/until.js';

let graph: Emulator;
let gateway: TestGateway;
beforeEach(async () => {
  graph = await startEmulator({ macs: 3 });
  gateway = await gatewayOver(graph.url);
});
afterEach(async () => {
  await gateway.stop();
  await graph.stop();
});

/** The lines with this message, once there are that many. */
async function lines(message: string, count: number): Promise<LogLine[]> {
  const found = (): LogLine[] => linesWith(gateway, message);
  await until(() => found().length >= count);
  return found();
}

it('names the operation and its root fields, and counts the calls to Graph', async () => {
  const query = `query Reports { macOSSoftwareUpdateAccountSummaries(first: 2) { nodes { id } }
    again: macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } __typename }`;
  const { text } = await gateway.send(query);
  const [line] = await lines('answered', 1);
  expect(line).toMatchObject({
    level: 'info',
    method: 'POST',
    path: '/graphql',
    status: 200,
    type: 'query',
    operation: 'Reports',
    fields: ['macOSSoftwareUpdateAccountSummaries', '__typename'],
    graphCalls: graph.requests.length,
    graphMs: expect.any(Number),
    bytes: Buffer.byteLength(text),
  });
  expect(line).not.toHaveProperty('codes');
  expect(line).not.toHaveProperty('graphRequestIds');
});

it('has the ids of Graph for acknowledged writes', async () => {
  await gateway.send(createMutation, { input: referenceExample });
  const [line] = await lines('answered', 1);
  expect(line).toMatchObject({
    type: 'mutation',
    graphCalls: 1,
    graphRequestIds: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
  });
});

it.each<[string, () => Promise<unknown>, object]>([
  [
    'of a field that failed',
    () => gateway.send('{ a: macOSSoftwareUpdateAccountSummary(id: "a/b") { id } b: __typename }'),
    { status: 200, codes: ['NOT_FOUND'], type: 'query' },
  ],
  [
    'of two fields that failed alike',
    () =>
      gateway.send(
        '{ a: macOSSoftwareUpdateAccountSummary(id: "a/b") { id } b: macOSSoftwareUpdateAccountSummary(id: "b/c") { id } }',
      ),
    { status: 200, codes: ['NOT_FOUND'] },
  ],
  [
    'of a document that does not fit',
    () => gateway.send('query A { nothing }'),
    { codes: ['GRAPHQL_VALIDATION_FAILED'] },
  ],
  ['of a document that cannot be read', () => gateway.send('query A {'), { codes: ['GRAPHQL_PARSE_FAILED'] }],
  [
    'of an operation without a token',
    () => gateway.send('{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }', {}, {}),
    { status: 401, codes: ['UNAUTHENTICATED'] },
  ],
  ['of a path that does not exist', () => fetch(new URL('/absent', gateway.url)), { path: 'unknown', status: 404 }],
  [
    'of a body of another type',
    () => fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a' }),
    { status: 415, codes: ['BAD_REQUEST'] },
  ],
])('has the code %s', async (_what, send, expected) => {
  await send();
  const [line] = await lines('answered', 1);
  expect(line).toMatchObject(expected);
});

it('distinguishes the operations of one router request', async () => {
  const headers = { authorization: 'Bearer a', 'x-request-id': 'of-the-router' };
  for (const name of ['One', 'Two']) await gateway.send(`query ${name} { __typename }`, {}, headers);
  const answered = await lines('answered', 2);
  expect(answered).toMatchObject([
    { reqId: 'of-the-router', operation: 'One' },
    { reqId: 'of-the-router', operation: 'Two' },
  ]);
  expect(new Set(answered.map(({ number }) => number)).size).toBe(2);
});

it('is debug for a probe that succeeds', async () => {
  for (const path of ['/live', '/ready']) await fetch(new URL(path, gateway.url));
  const answered = await lines('answered', 2);
  expect(answered).toMatchObject([
    { level: 'debug', path: '/live', status: 200 },
    { level: 'debug', path: '/ready', status: 200 },
  ]);
});

it('comes with one debug line for each call to Graph, without keys or values', async () => {
  const filter = { displayName: { eq: 'grace of contoso' } };
  const list = `query Reports($filter: MacOSSoftwareUpdateAccountSummaryFilter) {
    macOSSoftwareUpdateAccountSummaries(first: 2, filter: $filter) { nodes { id } } }`;
  await gateway.send(list, { filter });
  await gateway.send('{ macOSSoftwareUpdateAccountSummary(id: "absent-of-grace") { id } }');
  const path = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
  expect(await lines('Graph was called', 2)).toMatchObject([
    { level: 'debug', method: 'GET', path: expect.stringContaining(`${path}?$select`), status: 200, attempt: 0 },
    { level: 'debug', method: 'GET', path: expect.stringContaining(`${path}/{id}`), status: 404, attempt: 0 },
  ]);
  expect(gateway.log()).not.toContain('grace');
});

it('says that the client left before its response began, once', async () => {
  const held = await holdingGraph();
  await gateway.stop();
  gateway = await gatewayOver(held.url);
  const client = new AbortController();
  const answer = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
    body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    signal: client.signal,
  });
  await until(() => held.held.length === 1);
  client.abort();
  await expect(answer).rejects.toThrow();
  const [line] = await lines('answered', 1);
  expect(line).toMatchObject({ status: 499, callerLeft: true, type: 'mutation', operation: 'Create' });
  await held.stop();
  await gateway.stop();
  expect(await lines('answered', 1)).toHaveLength(1);
});
