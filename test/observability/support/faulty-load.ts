/** Gateways with every part in use, and a load in which each kind of failure happens. */
import { verifiedGateway, type Verified } from '../../support/authority.js';
import { gatewayOverFaults } from '../../support/gateway-over-faults.js';
import type { Fault } from '../../support/faulty-graph.js';
import { withMetrics } from '../../support/metrics.js';
import { startRedis } from '../../support/redis.js';
import { createMutation, referenceExample, type TestGateway } from '../../support/start.js';

export interface LoadedGateways {
  /** In forward mode, with Redis, a rate limit, a pace and traces. */
  readonly forward: TestGateway;
  readonly onBehalfOf: Verified;
}

/** What Graph does with the next calls. */
const script: Fault[] = [];

const list = '{ macOSSoftwareUpdateAccountSummaries(first: 5) { nodes { id categorySummaries { nodes { id } } } } }';
const one = '{ macOSSoftwareUpdateAccountSummary(id: "none") { id } }';
const bulk = `mutation ($inputs: [CreateSummaryInput!]!) {
  createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { summary { id } error { code } }
}`;
const input = referenceExample;
const rateLimit = 60;

type Running = { stop(): unknown }[];

export async function startGateways(running: Running): Promise<LoadedGateways> {
  const redis = await startRedis();
  const parts: Running & { [index: number]: { stop(): unknown } } = [];
  const { gateway: forward } = await gatewayOverFaults(
    parts,
    { call: () => script.shift() },
    {
      ...withMetrics,
      GRAPH_CONCURRENCY: '2',
      GRAPH_QUEUE: '20',
      GRAPH_TIMEOUT_MS: '1500',
      GRAPH_PACE_REQUESTS: '10000',
      GRAPH_PACE_WRITES: '10000',
      RATE_LIMIT_MAX: String(rateLimit),
      REDIS_URL: redis.url,
      // Nothing listens there: traces are dropped.
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_TRACES_SAMPLER: 'always_on',
      TRACE_MAX_PER_SECOND: '1',
    },
    { macs: 5 },
  );
  const onBehalfOf = await verifiedGateway('on-behalf-of', withMetrics);
  running.push(...parts, onBehalfOf, redis);
  return { forward, onBehalfOf };
}

/** Each call to it is one round, of another caller, so that no circuit stays open. */
export async function load({ forward, onBehalfOf }: LoadedGateways, round: string): Promise<void> {
  const headers = (caller: string) => ({ authorization: `Bearer ${caller}-${round}` });
  const send = (query: string, variables: object = {}, caller = 'ada'): Promise<unknown> =>
    forward.send(query, variables, headers(caller));
  const underFaults = async (faults: readonly Fault[], query: string, variables: object = {}): Promise<void> => {
    script.push(...faults);
    await send(query, variables);
    script.length = 0;
  };

  for (let count = 0; count < 10; count += 1) await send(createMutation, { input });
  await send(list);
  await send(one);
  await send(bulk, { inputs: Array.from({ length: 25 }, () => input) });
  await send('{ unknown }');
  await forward.send(list, {}, {});
  await underFaults(['throttle'], createMutation, { input });
  await underFaults(['502'], list);
  await underFaults(['reset-after'], createMutation, { input });
  await underFaults(['hang-after'], createMutation, { input });
  await underFaults(['html-after'], createMutation, { input });
  // More calls at the same time than places and queue, so some wait and some are refused.
  await Promise.all(Array.from({ length: 40 }, (_, index) => send(createMutation, { input }, `caller-${index}`)));
  // One caller above its limit.
  for (let count = 0; count <= rateLimit; count += 1) await send('{ __typename }', {}, 'noisy');
  await onBehalfOf.as(`user-${round}`, createMutation, { input });
  for (const path of ['/ready', '/nothing']) await fetch(new URL(path, forward.url));
}
