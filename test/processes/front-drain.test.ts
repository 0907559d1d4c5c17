/** A gateway that stops behind nginx and HAProxy: what it has accepted is answered, and nothing is written twice. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { startEmulator } from '../../src/emulator/graph/index.js';
import { fronts, isInstalled, startFront, type Front, type RunningFront } from '../support/fronts.js';
import { holdingGraph } from '../support/holding-graph.js';
import { startProcess, type GatewayProcess } from '../support/process.js';
import { createMutation, referenceExample } from '../support/start.js';
import { until } from '../support/until.js';

const longer = '600000';
const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});

async function start(graphUrl: string, environment: Record<string, string>): Promise<GatewayProcess> {
  const gateway = await startProcess({ GRAPH_BASE_URL: graphUrl, NODE_ENV: 'production', ...environment });
  started.push(gateway);
  return gateway;
}
async function inFrontOf(front: Front, gateways: readonly GatewayProcess[]): Promise<RunningFront> {
  const running = await startFront(front, gateways.map(hostOf));
  started.push(running);
  return running;
}
const hostOf = ({ url }: GatewayProcess): string => new URL(url).host;

interface Answer {
  readonly status: number;
  /** The rate limit in its headers. */
  readonly limit: unknown;
  readonly json: unknown;
}

/** Over a connection of its own: a front that reads a new configuration closes those that clients keep open. */
async function post(url: string, query: string): Promise<Answer> {
  const { statusCode, headers, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
    body: JSON.stringify({ query, variables: { input: referenceExample } }),
    reset: true,
  });
  const text = await body.text();
  return {
    status: statusCode,
    limit: headers['ratelimit-limit'],
    json: text.startsWith('{') ? JSON.parse(text) : text,
  };
}
const create = (url: string): Promise<Answer> => post(url, createMutation);
const storedIn = async (answers: readonly Promise<Answer>[]): Promise<unknown[]> =>
  (await Promise.all(answers)).map(({ status, json }) => [status, json]);
const stored = (count: number): unknown[] =>
  Array.from({ length: count }, () => [200, { data: { created: { id: 'stored', ...referenceExample } } }]);

describe.each(Object.entries(fronts))('behind %s', (_name, front) => {
  if (!isInstalled(front.program)) {
    it(`${front.program} is not installed here: this is left to a machine that has it, as CI does`, () => {
      expect(isInstalled(front.program)).toBe(false);
    });
    return;
  }

  it('during SHUTDOWN_DELAY_MS every request is served, and each write is stored once', async () => {
    const graph = await startEmulator();
    started.push(graph);
    const gateway = await start(graph.url, { SHUTDOWN_DELAY_MS: longer });
    const { url } = await inFrontOf(front, [gateway]);
    // The front keeps connections open, and the gateway closes them with the next response.
    await Promise.all(Array.from({ length: 8 }, () => create(url)));
    gateway.signal('SIGTERM');
    await gateway.logged('The gateway drains');
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => create(url)));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    }
    expect(graph.requests).toHaveLength(9 * 8);
    expect((await fetch(new URL('/ready', url))).status).toBe(503);
  });

  it('operations that run when the drain begins are answered; later ones are refused, and send nothing', async () => {
    const graph = await holdingGraph();
    started.push(graph);
    const gateway = await start(graph.url, {});
    const { url } = await inFrontOf(front, [gateway]);
    const running = Array.from({ length: 8 }, () => create(url));
    await until(() => graph.held.length === 8);
    gateway.signal('SIGTERM');
    // A request that meets the closing of an idle connection has no answer behind HAProxy, and 502 behind nginx.
    await until(() =>
      fetch(new URL('/ready', url)).then(
        ({ status }) => status !== 200,
        () => true,
      ),
    );
    for (let count = 0; count < 8; count += 1) expect([502, 503]).toContain((await create(url)).status);
    expect(graph.calls()).toBe(8);
    graph.letGo();
    expect(await storedIn(running)).toEqual(stored(8));
    expect(await gateway.exit).toBe(0);
    expect(graph.calls()).toBe(8);
  });

  if (!front.balances) return;

  it('a gateway that is taken out finishes what it has accepted, while another one serves: no request fails', async () => {
    const graph = await holdingGraph();
    started.push(graph);
    // The limit in the headers shows which of the two has answered.
    const [old, other] = [
      await start(graph.url, { SHUTDOWN_DELAY_MS: longer, RATE_LIMIT_MAX: '900001' }),
      await start(graph.url, { RATE_LIMIT_MAX: '900002' }),
    ];
    const { url, takeOut, settled } = await inFrontOf(front, [old, other]);
    const servedBy = async (): Promise<unknown> => {
      const { status, limit } = await post(url, '{ __typename }');
      expect(status).toBe(200);
      return limit;
    };
    const onlyTheOther = async (): Promise<boolean> => {
      for (let count = 0; count < 6; count += 1) if ((await servedBy()) !== '900002') return false;
      return true;
    };
    const running = Array.from({ length: 8 }, () => create(url));
    await until(() => graph.held.length === 8);
    expect(await onlyTheOther()).toBe(false);

    old.signal('SIGTERM');
    await old.logged('The gateway drains');
    takeOut([hostOf(other)]);
    await until(onlyTheOther);
    graph.letGo();
    expect(await storedIn(running)).toEqual(stored(8));
    await settled();
    // It has nothing left to do, so its end is not noticed.
    old.stop();
    await old.exit;
    expect(await onlyTheOther()).toBe(true);
    expect(graph.calls()).toBe(8);
  });
});
