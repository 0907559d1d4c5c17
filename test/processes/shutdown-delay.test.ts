/** Between SIGTERM and the drain: a load balancer still sends requests to a gateway that is no longer ready. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../support/expect-calls.js';
import { startProcess, type GatewayProcess } from '../support/process.js';
import { answersIn, openSocket } from '../support/raw-socket.js';
import { createMutation, gatewayOver, referenceExample } from '../support/start.js';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { until } from '../support/until.js';

const longer = '600000';
const started: { readonly stop: () => unknown }[] = [];
let graph: Emulator;

beforeEach(async () => {
  graph = await startEmulator();
  started.push(graph);
});
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});

async function start(delayMs: string): Promise<GatewayProcess> {
  const environment = { GRAPH_BASE_URL: graph.url, NODE_ENV: 'production', SHUTDOWN_DELAY_MS: delayMs };
  const gateway = await startProcess(environment);
  started.push(gateway);
  return gateway;
}

const body = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });
const headers = { 'content-type': 'application/json', authorization: 'Bearer a' };
const create = (url: string): Promise<Response> => fetch(url, { method: 'POST', headers, body });

describe('after SIGTERM, for SHUTDOWN_DELAY_MS,', () => {
  it('/ready says so and /live does not; operations run, over new connections too, and each response closes its connection', async () => {
    const gateway = await start(longer);
    expect((await create(gateway.url)).headers.get('connection')).not.toBe('close');
    gateway.signal('SIGTERM');
    await gateway.logged('"afterMs":600000');

    for (const count of [2, 3]) {
      const answer = await create(gateway.url);
      expect(await answer.json()).toMatchObject({ data: { created: { displayName: referenceExample.displayName } } });
      expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
      expectCalls(graph.requests, count);
    }
    const probes = ['/ready', '/live'].map((path) => fetch(new URL(path, gateway.url)));
    const [ready, live] = await Promise.all(probes);
    expect([ready?.status, live?.status]).toEqual([503, 200]);
    expect(await ready?.json()).toEqual({ status: 'draining' });
  });

  it('a connection that was open is not cut: its next request is served, then it closes', async () => {
    const gateway = await start(longer);
    const client = openSocket(gateway.url);
    const request = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer a\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    client.write(request);
    await until(() => answersIn(client.heard()).length === 1);
    gateway.signal('SIGTERM');
    await gateway.logged('The gateway drains');
    client.write(request);
    await client.closed;
    const answers = answersIn(client.heard());
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.json.errors).toBeUndefined();
    expect(answers[1]?.head).toContain('\r\nconnection: close\r\n');
    expectCalls(graph.requests, 2);
  });

  it('the drain comes after it, and the process exits with 0', async () => {
    const gateway = await start('1');
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });

  it('a second signal ends the process immediately', async () => {
    const gateway = await start(longer);
    gateway.signal('SIGTERM');
    await gateway.logged('The gateway drains');
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(1);
  });
});

it('without it the drain begins immediately', async () => {
  const gateway = await start('0');
  gateway.signal('SIGTERM');
  expect(await gateway.exit).toBe(0);
  expect(gateway.output()).toContain('"afterMs":0');
});

it('a gateway that cannot start does not wait', async () => {
  const taken = await start('0');
  const { port } = new URL(taken.url);
  const failing = gatewayOver(graph.url, { PORT: port, SHUTDOWN_DELAY_MS: longer });
  await expect(failing).rejects.toThrow('EADDRINUSE');
});
