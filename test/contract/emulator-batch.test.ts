/** `POST /$batch` of the emulated Graph, by the rules of JSON batching. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultQuirks, startEmulator, type Emulator } from '../../src/emulator/graph/index.js';

const path = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
const body = {
  displayName: 'd',
  successfulUpdateCount: 0,
  failedUpdateCount: 0,
  totalUpdateCount: 0,
  lastUpdatedDateTime: '2026-01-01T00:00:00Z',
};
const headers = { 'CONTENT-type': 'application/json' };

interface Response {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Record<string, unknown> & { error?: { code: string; innerError: Record<string, string> } };
}

let graph: Emulator;
beforeAll(async () => {
  graph = await startEmulator({ macs: 2 });
});
afterAll(() => graph.stop());
beforeEach(() => {
  Object.assign(graph.quirks, defaultQuirks);
});

async function batch(...requests: object[]): Promise<{ status: number; responses: Response[] }> {
  const response = await fetch(`${graph.url}/$batch`, {
    method: 'POST',
    headers: { authorization: 'Bearer a', 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
  });
  const { responses = [] } = (await response.json()) as { responses?: Response[] };
  return { status: response.status, responses };
}

const read = (id: string, more: object = {}): object => ({ id, method: 'GET', url: `/${path}`, ...more });
const statuses = ({ responses }: { responses: Response[] }): Record<string, number> =>
  Object.fromEntries(responses.map(({ id, status }) => [id, status]));

describe('a batch', () => {
  it('is one call whose items are answered each on its own, not in their order', async () => {
    const before = graph.requests.length;
    const { status, responses } = await batch(
      { id: 'a', method: 'POST', url: path, headers, body: { ...body, id: 'new' } },
      { id: 'b', method: 'get', url: `/${path}/absent` },
      { id: 'c', method: 'DELETE', url: `/${path}/new` },
      { id: 'd', method: 'GET', url: `${path}/$count` },
    );
    expect([status, responses.map(({ id, status: own }) => [id, own])]).toEqual([
      200,
      [
        ['d', 200],
        ['c', 204],
        ['b', 404],
        ['a', 201],
      ],
    ]);
    expect(responses[3]?.body).toMatchObject({ id: 'new', displayName: 'd' });
    expect(responses[0]?.body).toBe('2');
    expect(new Set(responses.map((each) => each.headers['request-id'])).size).toBe(4);
    expect(responses[2]?.body?.error?.innerError['request-id']).toBe(responses[2]?.headers['request-id']);
    expect(graph.requests.slice(before)).toMatchObject([
      { method: 'POST', path: '/$batch', body: { requests: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }] } },
    ]);
  });

  it('takes 20 requests and refuses 21', async () => {
    const many = Array.from({ length: 21 }, (_, index) => read(String(index)));
    expect((await batch(...many.slice(1))).responses).toHaveLength(20);
    expect((await batch(...many)).status).toBe(400);
  });

  it.each<[string, object[]]>([
    ['no requests', []],
    ['ids that differ in case only', [read('a'), read('A')]],
    ['a number as id', [read(1 as unknown as string)]],
    ['no url', [{ id: 'a', method: 'GET' }]],
    ['an unknown dependency', [read('a', { dependsOn: ['b'] })]],
    ['a circle of dependencies', [read('a', { dependsOn: ['b'] }), read('b', { dependsOn: ['a'] })]],
  ])('is refused as a whole with %s', async (_what, requests) => {
    expect((await batch(...requests)).status).toBe(400);
  });

  it.each<[string, object]>([
    ['a body without a content type', { method: 'POST', body }],
    ['an absolute url', { url: 'https://graph.microsoft.com/beta/me' }],
    ['a batch in the batch', { method: 'POST', url: '/$batch', headers, body: { requests: [] } }],
  ])('refuses one item with %s', async (_what, more) => {
    expect(statuses(await batch(read('a', more), read('b')))).toEqual({ a: 400, b: 200 });
  });

  it('fails what depends on a failure, and waits for what is named later', async () => {
    const fails = read('a', { url: `/${path}/absent` });
    const answer = await batch(fails, read('b', { dependsOn: ['A'] }), read('c', { dependsOn: ['b'] }), read('d'));
    expect(statuses(answer)).toEqual({ a: 404, b: 424, c: 424, d: 200 });
    const create = { id: 'e', method: 'POST', url: path, headers, body: { ...body, id: 'later' } };
    expect(statuses(await batch(read('f', { url: `${path}/later`, dependsOn: ['e'] }), create))).toEqual({
      e: 201,
      f: 200,
    });
  });

  it('has single items throttled, with and without Retry-After', async () => {
    Object.assign(graph.quirks, { throttleItems: 1, retryAfterSeconds: 2.5 });
    const { responses } = await batch(read('a'), read('b'));
    expect(responses.map(({ status }) => status)).toEqual([200, 429]);
    expect([responses[1]?.headers['Retry-After'], responses[1]?.body?.error?.code]).toEqual(['2.5', 'TooManyRequests']);
    Object.assign(graph.quirks, { throttleItems: 1, retryAfterSeconds: null });
    expect((await batch(read('a'))).responses[0]?.headers).not.toHaveProperty('Retry-After');
    expect(statuses(await batch(read('a')))).toEqual({ a: 200 });
  });

  it('is throttled as a whole, and takes its latency once', async () => {
    Object.assign(graph.quirks, { throttleCalls: 1 });
    expect((await batch(read('a'))).status).toBe(429);
    Object.assign(graph.quirks, { latencyMs: 300 });
    const start = performance.now();
    const finished: string[] = [];
    const reads = Array.from({ length: 20 }, (_, index) => read(String(index)));
    const whole = batch(...reads).then(() => finished.push('20 items'));
    for (let count = 0; count < 3; count += 1) {
      await batch(read('a'));
      finished.push('one item');
    }
    await whole;
    expect(performance.now() - start).toBeGreaterThan(3 * 295);
    // With the first of the three, or immediately after it.
    expect(finished.indexOf('20 items')).toBeLessThan(2);
  });
});
