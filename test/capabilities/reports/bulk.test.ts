import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, scriptedGraph } from '../../support/start.js';

const mutation = `mutation ($inputs: [CreateSummaryInput!]!, $onInvalid: OnInvalid) {
  r: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs, onInvalid: $onInvalid) {
    index summary { id deviceId } error {
      code message graphRequestId retryAfterSeconds lookUp validationErrors { path segments rule message limit allowed suggestion }
    }
  }
}`;
interface Result {
  readonly index: number;
  readonly summary: { id: string; deviceId: string } | null;
  readonly error: {
    code: string;
    message: string;
    graphRequestId: string | null;
    retryAfterSeconds: number | null;
    lookUp: string[] | null;
    validationErrors: object[] | null;
  } | null;
}
const inputs = (count: number): (typeof referenceExample)[] =>
  Array.from({ length: count }, (_, index) => ({ ...referenceExample, deviceId: `mac-${index}` }));

describe('creating in bulk', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  const create = async (variables: object): Promise<Result[]> => {
    const { json } = await gateway.send(mutation, variables);
    expect(json.errors).toBeUndefined();
    return json.data?.['r'] as Result[];
  };
  beforeEach(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterEach(() => gateway.stop());

  it('stores 1,000 reports with 50 calls, and returns results in the order of the inputs', async () => {
    const results = await create({ inputs: inputs(1000) });
    expect(results.map(({ index, summary }) => [index, summary?.deviceId])).toEqual(
      inputs(1000).map(({ deviceId }, index) => [index, deviceId]),
    );
    expect(gateway.graph.requests.map(({ path }) => path)).toEqual(Array(50).fill('/$batch'));
    expect(gateway.graph.accountSummaries()).toHaveLength(1000);
  });

  it('sends a throttled item again, alone', async () => {
    gateway.graph.quirks.throttleItems = 1;
    gateway.graph.quirks.retryAfterSeconds = 0.01;
    const results = await create({ inputs: inputs(20) });
    expect(results.filter(({ error }) => error !== null)).toEqual([]);
    const sizes = gateway.graph.requests.map(({ body }) => (body as { requests: unknown[] }).requests.length);
    expect(sizes).toEqual([20, 1]);
    expect(gateway.graph.accountSummaries()).toHaveLength(20);
  });

  it('fails a throttled item immediately when its time is longer than the deadline', async () => {
    gateway.graph.quirks.throttleItems = 1;
    gateway.graph.quirks.retryAfterSeconds = 600;
    const results = await create({ inputs: inputs(20) });
    const refused = results.filter(({ error }) => error?.code === 'RATE_LIMITED');
    expect(refused.map(({ error }) => error?.retryAfterSeconds)).toEqual([600]);
    expectCalls(gateway.graph.requests, 1);
  });

  it('reports invalid inputs by index and path, and sends nothing', async () => {
    const bad = inputs(3).map((input, index) => (index === 1 ? { ...input, displayName: '' } : input));
    const { json } = await gateway.send(mutation, { inputs: bad });
    expectRefused(
      { json },
      { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'inputs.1.displayName' }] } },
    );
    expectCalls(gateway.graph.requests, 0);
  });

  it('skips invalid inputs on request, and says so in their results', async () => {
    const bad = inputs(3).map((input, index) => (index === 1 ? { ...input, displayName: '' } : input));
    const results = await create({ inputs: bad, onInvalid: 'SKIP' });
    expect(results.map(({ error }) => error?.code ?? null)).toEqual([null, 'BAD_USER_INPUT', null]);
    expect(results[1]?.error?.message).toBe(
      'The input breaks 1 rule: displayName must contain a non-whitespace character.',
    );
    expect(gateway.graph.accountSummaries()).toHaveLength(2);
  });

  it('describes the broken rules of a skipped input like those of a refused call, with paths from the input', async () => {
    const wrong = { displayName: '', osVersion: 'x'.repeat(1025), failedUpdateCount: -1, id: '..' };
    const bad = inputs(2).map((input, index) => (index === 1 ? { ...input, ...wrong } : input));
    const [, skipped] = await create({ inputs: bad, onInvalid: 'SKIP' });
    const { json } = await gateway.send(mutation, { inputs: bad });
    const refused = json.errors?.[0]?.extensions['validationErrors'] as {
      path: string;
      segments: (string | number)[];
    }[];
    expect(refused.map(({ path }) => path)).toEqual([
      'inputs.1.id',
      'inputs.1.displayName',
      'inputs.1.osVersion',
      'inputs.1.failedUpdateCount',
    ]);
    const absent = { limit: null, allowed: null, suggestion: null };
    const expected = refused.map((problem) => {
      const segments = problem.segments.slice(2);
      return { ...absent, ...problem, path: segments.join('.'), segments };
    });
    expect(skipped?.error?.validationErrors).toEqual(expected);
    expect(skipped?.error?.message).toMatch(/^The input breaks 4 rules: (?:\w+ must [^;]+(?:; |\.$)){4}$/);
  });

  it('refuses the whole call if an input does not fit the schema, also with SKIP', async () => {
    const { json } = await gateway.send(mutation, {
      inputs: [...inputs(1), { displayName: 'only' }],
      onInvalid: 'SKIP',
    });
    expectRefused({ json }, { code: 'BAD_USER_INPUT' });
    expect(json.errors?.[0]?.extensions['validationErrors']).toContainEqual(
      expect.objectContaining({ segments: ['inputs', 1, 'deviceId'], rule: 'REQUIRED' }),
    );
    expectCalls(gateway.graph.requests, 0);
  });

  it.each([0, 1001])('rejects %i inputs', async (count) => {
    const { json } = await gateway.send(mutation, { inputs: inputs(count) });
    expectRefused({ json }, { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'inputs' }] } });
    expectCalls(gateway.graph.requests, 0);
  });

  it.each<[string, (socket: { destroy(): unknown }) => string | undefined]>([
    ['is lost', (socket) => void socket.destroy()],
    ['is unreadable', () => '{"responses": 1}'],
    ['misses items', () => '{"responses": []}'],
  ])('reports 20 items as unknown when the response to their batch %s, and sends none again', async (_how, answer) => {
    const graph = await scriptedGraph((request, response) => {
      request.resume().once('end', () => {
        const body = answer(request.socket);
        if (body !== undefined) response.end(body);
      });
    });
    const other = await gatewayOver(graph.url);
    const { json } = await other.send(mutation, { inputs: inputs(20) });
    const results = json.data?.['r'] as Result[];
    expect(results.map(({ error }) => error?.code)).toEqual(Array(20).fill('OUTCOME_UNKNOWN'));
    expect(results[0]?.error?.lookUp).toEqual(['deviceId', 'userId', 'displayName']);
    expect(graph.calls()).toBe(1);
    await other.stop();
    await graph.stop();
  });
});
