import { describe, expect, it } from '@jest/globals';
import { breakerRule } from '../../../src/graph/policies/circuit-breaker.js';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import type { Fault } from '../../support/faulty-graph.js';
import { gatewayOverFaults, stoppedAfterEach, type GatewayOverFaults } from '../../support/gateway-over-faults.js';
import { patience } from '../../support/patience.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph } from '../../support/start.js';
import { until } from '../../support/until.js';

const create = [createMutation, { input: referenceExample }] as const;
const running = stoppedAfterEach();

interface Setup extends GatewayOverFaults {
  /** The response to every call from now on. */
  readonly meet: (fault: Fault | undefined) => void;
}
async function setup(resetMs: number): Promise<Setup> {
  let fault: Fault | undefined;
  const environment = { GRAPH_BREAKER_RESET_MS: String(resetMs), ...patience.forCall };
  const parts = await gatewayOverFaults(running, { call: () => fault }, environment);
  return { ...parts, meet: (next) => (fault = next) };
}
const times = async (count: number, what: () => Promise<unknown>): Promise<void> => {
  for (let index = 0; index < count; index += 1) await what();
};
/** Advances the gateway's clock, which runs in this process, beyond the time for which the circuit is open. */
const untilProbe = async (): Promise<void> => {
  const opened = performance.now();
  await until(() => performance.now() > opened + 1);
};
const { minimum: minimumNumberOfCalls, size } = breakerRule;

describe('while Graph fails', () => {
  it(`nothing is sent any more after ${minimumNumberOfCalls} failures, calls fail immediately, and the pod stays ready`, async () => {
    const { graph, gateway, meet } = await setup(60_000);
    meet('502');
    await times(minimumNumberOfCalls, () => gateway.send(...create));
    meet(undefined);
    const { json } = await gateway.send(...create);
    expectRefused(
      { json },
      {
        code: 'GRAPH_UNAVAILABLE',
        message: 'Microsoft Graph has failed too often in the last seconds; nothing was sent to it.',
      },
    );
    const retryAfter = Number(json.errors?.[0]?.extensions['retryAfterSeconds']);
    expect(retryAfter > 0 && retryAfter <= 60).toBe(true);
    expectCalls(graph.calls, minimumNumberOfCalls);
    expect((await fetch(new URL('/ready', gateway.url))).status).toBe(200);
  });

  it('one probe finds out that Graph is back, and all callers are served again', async () => {
    const { emulator, gateway, meet } = await setup(1);
    meet('502');
    await times(minimumNumberOfCalls, () => gateway.send(...create));
    meet(undefined);
    await untilProbe();
    const answers = [await gateway.send(...create), await gateway.send(...create)];
    expect(answers.map(({ json }) => json.errors)).toEqual([undefined, undefined]);
    expect(emulator.accountSummaries()).toHaveLength(2);
  });

  it('one probe at a time is sent; other calls do not wait for it', async () => {
    const { graph, gateway, meet } = await setup(1);
    meet('502');
    await times(minimumNumberOfCalls, () => gateway.send(...create));
    meet('hang');
    await untilProbe();
    const probe = gateway.send(...create);
    await until(() => graph.calls.length > minimumNumberOfCalls);
    const other = await gateway.send(...create);
    expectRefused(other, { code: 'GRAPH_UNAVAILABLE' });
    expectCalls(graph.calls, minimumNumberOfCalls + 1);
    expectRefused(await probe, { code: 'OUTCOME_UNKNOWN' });
    meet(undefined);
    await untilProbe();
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
  });
});

it('a probe that hangs is not waited for: another one finds out that Graph is back', async () => {
  let fault: Fault | undefined = '502';
  const patient = { GRAPH_BREAKER_RESET_MS: '1', GRAPH_TIMEOUT_MS: '600000', REQUEST_DEADLINE_MS: '600000' };
  const { gateway, graph } = await gatewayOverFaults(running, { call: () => fault }, patient);
  await times(minimumNumberOfCalls, () => gateway.send(...create));
  fault = 'hang';
  await untilProbe();
  const caller = new AbortController();
  const hanging = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer another' },
    body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    signal: caller.signal,
  }).catch(() => 'left');
  await until(() => graph.calls.length > minimumNumberOfCalls);
  fault = undefined;
  const answers: unknown[] = [];
  await until(async () => {
    answers.push((await gateway.send(...create)).json.errors?.[0]?.extensions.code);
    return answers.at(-1) === undefined;
  });
  // The others were refused at once, and cost Graph nothing.
  expect(answers.slice(0, -1).every((code) => code === 'GRAPH_UNAVAILABLE')).toBe(true);
  expectCalls(graph.calls, minimumNumberOfCalls + 2);
  caller.abort();
  expect(await hanging).toBe('left');
});

it.each([400, 401, 403, 404, 409, 412])(`the circuit stays closed after ${size} answers of %i`, async (status) => {
  const graph = await scriptedGraph((request, response) => {
    request.resume();
    response.writeHead(status).end();
  });
  const gateway = await gatewayOver(graph.url);
  running.push(gateway, graph);
  await times(size + 1, () => gateway.send(...create));
  expect(graph.calls()).toBe(size + 1);
});

it(`the circuit stays closed after ${size} callers that disconnect`, async () => {
  const { graph, gateway, meet } = await setup(60_000);
  meet('hang');
  // A creation that Graph has received would run on.
  const body = JSON.stringify({ query: '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }' });
  for (let index = 1; index <= size; index += 1) {
    const caller = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: 'Bearer a' };
    const left = fetch(gateway.url, { method: 'POST', headers, body, signal: caller.signal }).catch(() => 'left');
    await until(() => graph.calls.length === index);
    caller.abort();
    await left;
  }
  await until(() => gateway.log().split('Graph call failed').length > size);
  meet(undefined);
  expect((await gateway.send(...create)).json.errors).toBeUndefined();
});
