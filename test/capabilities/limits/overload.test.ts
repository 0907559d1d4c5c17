import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { patience } from '../../support/patience.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  type Answer,
  type TestGateway,
} from '../../support/start.js';
import { until } from '../../support/until.js';

const create = [createMutation, { input: referenceExample }] as const;
const running = stoppedAfterEach();
const readiness = async (gateway: TestGateway): Promise<{ status: string }> =>
  (await fetch(new URL('/ready', gateway.url))).json() as Promise<{ status: string }>;
const as = (name: string): Record<string, string> => ({ authorization: `Bearer of-${name}` });
const codeOf = ({ json }: Answer): string | undefined => json.errors?.[0]?.extensions.code;

/** Keeps every call until it is released. */
async function holdingGraph(): Promise<{ url: string; held: ServerResponse[]; letGo: () => void }> {
  const held: ServerResponse[] = [];
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    held.push(response);
  });
  running.push(graph);
  return {
    url: graph.url,
    held,
    letGo: () => {
      for (const response of held.splice(0))
        response.writeHead(201).end(JSON.stringify({ id: 'a', ...referenceExample }));
    },
  };
}

/** Graph has answered this caller, so its token counts as accepted from then on. */
async function known(
  gateway: TestGateway,
  held: readonly ServerResponse[],
  letGo: () => void,
  headers: Record<string, string>,
): Promise<void> {
  const answer = gateway.send(...create, headers);
  await until(() => held.length === 1);
  letGo();
  expect((await answer).json.errors).toBeUndefined();
}

describe('more calls than slots', () => {
  const places = { GRAPH_CONCURRENCY: '2', GRAPH_QUEUE: '3' };

  it('2 run, 3 wait, the next one is rejected immediately, and /ready reports the overload until it is over', async () => {
    const { url, held, letGo } = await holdingGraph();
    const gateway = await gatewayOver(url, places);
    running.push(gateway);
    for (const name of ['ada', 'grace']) await known(gateway, held, letGo, as(name));
    // Grace has one of the waiting calls: a queue of one caller alone is not an overload.
    const calls = ['ada', 'ada', 'ada', 'ada', 'grace'].map((name) => gateway.send(...create, as(name)));
    await until(async () => JSON.stringify(await readiness(gateway)).includes('overloaded'));
    const refused = await gateway.send(...create, as('ada'));
    expectRefused(refused, {
      code: 'GRAPH_UNAVAILABLE',
      message: 'Too many requests to Microsoft Graph are already waiting; this one was not sent.',
      extensions: { retryAfterSeconds: 1 },
    });
    expect(held).toHaveLength(2);
    let answered = false;
    const answers = Promise.all(calls).finally(() => (answered = true));
    await until(() => {
      letGo();
      return answered;
    });
    expect((await answers).map(codeOf)).toEqual(Array(5).fill(undefined));
    expect(await readiness(gateway)).toEqual({ status: 'ready' });
  });

  it('a waiting operation keeps its deadline, and reports that nothing was sent', async () => {
    const { url, held } = await holdingGraph();
    const gateway = await gatewayOver(url, { GRAPH_CONCURRENCY: '1', ...patience.forOperation });
    running.push(gateway);
    // On a busy machine the second one begins later, and is sent in the moment between the two deadlines.
    await until(async () => {
      held.length = 0;
      const codes = (await Promise.all([gateway.send(...create), gateway.send(...create)])).map(codeOf).sort();
      const sent = codes.filter((code) => code === 'OUTCOME_UNKNOWN');
      expect(held).toHaveLength(sent.length);
      expect(codes).toEqual(sent.length === 2 ? sent : ['GRAPH_TIMEOUT', 'OUTCOME_UNKNOWN']);
      return sent.length === 1;
    });
  });

  it('a waiting call is sent although another part of its operation has failed', async () => {
    const { url, held, letGo } = await holdingGraph();
    const gateway = await gatewayOver(url, { GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '2' });
    running.push(gateway);
    for (const name of ['ada', 'grace']) await known(gateway, held, letGo, as(name));
    const creations = [gateway.send(...create, as('ada')), gateway.send(...create, as('ada'))];
    const parts = `{
      waits: macOSSoftwareUpdateAccountSummary(id: "a") { id displayName }
      fails: macOSSoftwareUpdateAccountSummaries(after: "of no list") { totalCount }
    }`;
    let answered = false;
    const answer = gateway.send(parts, {}, as('grace')).finally(() => (answered = true));
    await until(async () => JSON.stringify(await readiness(gateway)).includes('overloaded'));
    await until(() => {
      letGo();
      return answered;
    });
    const { displayName } = referenceExample;
    expect((await answer).json).toMatchObject({
      data: { waits: { id: 'a', displayName }, fails: null },
      errors: [{ path: ['fails'] }],
    });
    expect((await Promise.all(creations)).map(codeOf)).toEqual([undefined, undefined]);
  });

  it('a waiting call is never sent after its client disconnects', async () => {
    const { url, held, letGo } = await holdingGraph();
    const gateway = await gatewayOver(url, { GRAPH_CONCURRENCY: '1', GRAPH_QUEUE: '1' });
    running.push(gateway);
    const first = gateway.send(...create);
    await until(() => held.length === 1);
    const caller = new AbortController();
    const left = fetch(gateway.url, {
      method: 'POST',
      signal: caller.signal,
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    }).catch(() => 'left');
    // Answered only after the second call has arrived at the gateway and waits.
    expect((await gateway.send('{ __typename }')).status).toBe(200);
    caller.abort();
    expect(await left).toBe('left');
    await until(() => gateway.log().includes('Graph call failed'));
    expect(await readiness(gateway)).toEqual({ status: 'ready' });
    letGo();
    expect((await first).json.errors).toBeUndefined();
    const third = gateway.send(...create);
    await until(() => held.length === 1);
    letGo();
    expect((await third).json.errors).toBeUndefined();
  });
});

it('nothing is sent after the deadline: the rest of a bulk creation was not sent', async () => {
  const { url, held } = await holdingGraph();
  const gateway = await gatewayOver(url, { ...patience.forOperation, GRAPH_BATCH_CONCURRENCY: '2' });
  running.push(gateway);
  const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
    r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { error { code } }
  }`;
  const { json } = await gateway.send(bulk, { inputs: Array.from({ length: 200 }, () => referenceExample) });
  const codes = (json.data?.['r'] as { error: { code: string } }[]).map(({ error }) => error.code);
  expect(codes).toEqual(codes.map((_, index) => (index < 40 ? 'OUTCOME_UNKNOWN' : 'GRAPH_TIMEOUT')));
  expect(codes).toHaveLength(200);
  expect(held).toHaveLength(2);
});

it('a gateway whose event loop lags rejects operations, stays alive, and serves again when it has caught up', async () => {
  const gateway = await gatewayOverEmulator({}, { MAX_EVENT_LOOP_DELAY_MS: '20' });
  running.push(gateway);
  const block = (): void => {
    const end = performance.now() + 100;
    while (performance.now() < end);
  };
  // The lag is measured at intervals: requests between two measurements get the same result.
  await until(async () => {
    block();
    const received = gateway.graph.requests.length;
    const answer = await gateway.send(...create);
    if (answer.status !== 503) return false;
    expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 1 });
    expectCalls(gateway.graph.requests, received);
    return (await readiness(gateway)).status === 'overloaded';
  });
  expect((await fetch(new URL('/live', gateway.url))).status).toBe(200);
  await until(async () => (await fetch(new URL('/ready', gateway.url))).status === 200);
  await until(async () => (await gateway.send(...create)).status === 200);
});
