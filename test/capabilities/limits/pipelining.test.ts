/**
 * A client may pipeline requests on one connection. They run one after the other, and the responses arrive in order.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { maxWaitingRequests } from '../../../src/http/request-turns.js';
import { expectCalls } from '../../support/expect-calls.js';
import { holdingGraph, type HoldingGraph } from '../../support/holding-graph.js';
import { startProcess } from '../../support/process.js';
import { answersIn, openSocket, post, type RawClient } from '../../support/raw-socket.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
} from '../../support/start.js';
import { until } from '../../support/until.js';

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});
function stopLater<Started extends { readonly stop: () => unknown }>(one: Started): Started {
  started.push(one);
  return one;
}

function client(url: string): RawClient {
  const socket = openSocket(url);
  started.push({ stop: () => socket.leave() });
  return socket;
}

function send(query: string, variables: object = {}, ...lines: string[]): string {
  const body = JSON.stringify({ query, variables });
  return post(`content-length: ${Buffer.byteLength(body)}`, 'authorization: Bearer ada', ...lines) + body;
}
const create = send(createMutation, { input: referenceExample });
const typename = send('{ __typename }');
const live = 'GET /live HTTP/1.1\r\nhost: gateway\r\n\r\n';

describe('pipelined requests', () => {
  it.each([
    ['creations', create],
    ['reads', send('{ macOSSoftwareUpdateAccountSummary(id: "absent") { id } }')],
  ])(
    '%s run one after the other: the next is sent to Graph after the response to the previous one',
    async (_what, one) => {
      let running = 0;
      let most = 0;
      const graph = stopLater(
        await scriptedGraph((request, response) => {
          most = Math.max(most, (running += 1));
          request.resume().on('end', () =>
            setImmediate(() => {
              running -= 1;
              response.writeHead(201).end(JSON.stringify({ id: 'stored', ...referenceExample }));
            }),
          );
        }),
      );
      const gateway = stopLater(await gatewayOver(graph.url));
      const socket = client(gateway.url);
      socket.write(one.repeat(5));
      await until(() => answersIn(socket.heard()).length === 5);
      expect([graph.calls(), most]).toEqual([5, 1]);
    },
  );

  it('are answered in order, whatever they are, and the connection stays open', async () => {
    const gateway = stopLater(await gatewayOverEmulator());
    const socket = client(gateway.url);
    const absent = 'GET /absent HTTP/1.1\r\nhost: gateway\r\n\r\n';
    const badUrl = 'GET /%zz HTTP/1.1\r\nhost: gateway\r\n\r\n';
    const noHost = 'GET /live HTTP/1.1\r\n\r\n';
    const strange = 'GET /live HTTP/1.1\r\nhost: gateway\r\nexpect: a miracle\r\n\r\n';
    socket.write(create + live + absent + typename + badUrl + send('{ nope }') + noHost + strange + create);
    await until(() => answersIn(socket.heard()).length === 9);
    socket.write(typename);
    await until(() => answersIn(socket.heard()).length === 10);
    const answers = answersIn(socket.heard());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200, 400, 400, 400, 417, 200, 200]);
    expect(answers[1]?.json).toEqual({ status: 'live' });
    expect(answers[8]?.json.data).toMatchObject({ created: { displayName: 'Display Name value' } });
    expectCalls(gateway.graph.requests, 2);
  });

  it('wait for the body of a request with Expect: 100-continue', async () => {
    const gateway = stopLater(await gatewayOverEmulator());
    const socket = client(gateway.url);
    const body = JSON.stringify({ query: '{ __typename }' });
    const head = post(`content-length: ${body.length}`, 'expect: 100-continue', 'authorization: Bearer ada');
    socket.write(create + head);
    await until(() => socket.heard().endsWith('HTTP/1.1 100 Continue\r\n\r\n'));
    expect(answersIn(socket.heard())[0]?.json.data).toMatchObject({
      created: { displayName: 'Display Name value' },
    });
    socket.write(body + typename);
    await until(() => socket.heard().split('{"__typename":"Query"}').length === 3);
  });

  it('do not run when their client has disconnected', async () => {
    const graph = stopLater(await holdingGraph());
    const gateway = stopLater(await gatewayOver(graph.url));
    const socket = client(gateway.url);
    socket.write(create.repeat(3));
    await until(() => graph.held.length === 1);
    socket.leave();
    graph.letGo();
    // A creation of another client reaches Graph later than any of the first client's would have.
    const other = gateway.send(createMutation, { input: referenceExample });
    await until(() => graph.held.length === 1);
    graph.letGo();
    expect((await other).status).toBe(200);
    expect(graph.calls()).toBe(2);
  });

  it('are read no further than the last one that waits: the rest of it does not time out', async () => {
    const graph = stopLater(await holdingGraph());
    const gateway = stopLater(await gatewayOver(graph.url));
    const socket = client(gateway.url);
    const padded = create.replace('}}', `}${' '.repeat(500_000)}}`);
    const long = padded.replace(
      /content-length: (\d+)/,
      (_all, length) => `content-length: ${Number(length) + 500_000}`,
    );
    socket.write(create + long);
    for (const count of [1, 2]) {
      await until(() => graph.held.length === 1);
      graph.letGo();
      await until(() => answersIn(socket.heard()).length === count);
    }
    expect(graph.calls()).toBe(2);
  });
});

it('a pipelined chunked body is not kept: the request before it is answered, then the connection closes', async () => {
  const graph = stopLater(await holdingGraph());
  const gateway = stopLater(await gatewayOver(graph.url));
  const socket = client(gateway.url);
  const chunked = post('transfer-encoding: chunked', 'authorization: Bearer ada');
  socket.write(create + chunked + '1\r\n \r\n'.repeat(1_000));
  await until(() => graph.held.length === 1 && gateway.log().includes('a client has pipelined a chunked body'));
  graph.letGo();
  await socket.closed;
  const [first, ...others] = answersIn(socket.heard());
  expect(first?.json.data).toMatchObject({ created: { id: 'stored' } });
  expect(others).toEqual([]);
  expect(graph.calls()).toBe(1);
});

describe('more pipelined requests than may wait', () => {
  it.each([
    ['one more', maxWaitingRequests + 2],
    ['5,000', 5000],
  ])('%s: the allowed ones are answered, the connection closes, and no other runs', async (_what, count) => {
    const graph = stopLater(await holdingGraph());
    const gateway = stopLater(await gatewayOver(graph.url));
    const socket = client(gateway.url);
    socket.write(create + live.repeat(count - 1));
    await until(() => gateway.log().includes(`a client has pipelined more than ${maxWaitingRequests} requests`));
    // A client that reads late can still read all of it.
    socket.pause();
    await until(() => graph.held.length === 1);
    graph.letGo();
    await until(() => gateway.log().split('"answered"').length === maxWaitingRequests + 2);
    socket.resume();
    await socket.closed;
    const answers = answersIn(socket.heard());
    expect(answers).toHaveLength(maxWaitingRequests + 1);
    expect(answers[0]?.json.data).toMatchObject({ created: { id: 'stored' } });
    const closing = answers.map(({ head }) => head.includes('connection: close'));
    expect(closing).toEqual(answers.map((_, index) => index === maxWaitingRequests));
  });
});

it('requests that wait on all connections are bounded together: the connection with the most of them closes at once', async () => {
  const graph = stopLater(await holdingGraph());
  const gateway = stopLater(await gatewayOver(graph.url));
  const clients: RawClient[] = [];
  const closed = new Set<RawClient>();
  while (!gateway.log().includes('Too many pipelined requests are waiting')) {
    const socket = client(gateway.url);
    clients.push(socket);
    void socket.closed.then(() => closed.add(socket));
    socket.write(create);
    await until(() => graph.held.length === clients.length);
    socket.write('GET / HTTP/1.1\r\nhost:a\r\n\r\n'.repeat(5000));
    await until(
      () => gateway.log().split(`pipelined more than ${maxWaitingRequests} requests`).length === clients.length + 1,
    );
  }
  await until(() => closed.size > 0);
  expect([...closed].map(({ heard }) => heard())).toEqual(['']);
  graph.letGo();
  await Promise.all(clients.map(({ closed: gone }) => gone));
  for (const { heard } of clients.filter((one) => ![...closed].slice(0, 1).includes(one))) {
    expect(answersIn(heard())).toHaveLength(maxWaitingRequests + 1);
  }
});

describe('a gateway that stops', () => {
  const connections = 5;

  /** Two creations on each connection; the first of each has reached Graph. */
  async function sendPairs(url: string, graph: HoldingGraph): Promise<RawClient[]> {
    const clients = Array.from({ length: connections }, () => client(url));
    clients.forEach((one) => one.write(create + create));
    await until(() => graph.held.length === connections);
    return clients;
  }

  async function expectAllTold(clients: readonly RawClient[], graph: HoldingGraph): Promise<void> {
    await Promise.all(clients.map(({ closed }) => closed));
    expect(graph.calls()).toBe(connections);
    for (const { heard } of clients) {
      const [first, second, ...others] = answersIn(heard());
      expect(first?.json.data).toMatchObject({ created: { id: 'stored' } });
      expect(second?.json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
      expect([first, second].map((answer) => answer?.head.includes('connection: close'))).toEqual([false, true]);
      expect(others).toEqual([]);
    }
  }

  it('answers every creation that Graph has stored, and reports that the next one was not sent', async () => {
    const graph = stopLater(await holdingGraph());
    const gateway = await gatewayOver(graph.url);
    const clients = await sendPairs(gateway.url, graph);
    const stopped = gateway.stop();
    graph.letGo();
    await Promise.all([stopped, expectAllTold(clients, graph)]);
  });

  it('does the same as a process that gets SIGTERM, and exits with 0', async () => {
    const graph = stopLater(await holdingGraph());
    const gateway = stopLater(await startProcess({ GRAPH_BASE_URL: graph.url, NODE_ENV: 'production' }));
    const clients = await sendPairs(gateway.url, graph);
    gateway.signal('SIGTERM');
    await gateway.logged('The gateway drains');
    graph.letGo();
    await expectAllTold(clients, graph);
    expect(await gateway.exit).toBe(0);
  });
});
