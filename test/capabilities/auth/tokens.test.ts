import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, gatewayOverEmulator, referenceExample, token } from '../../support/start.js';

describe("the caller's token", () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['empty', { authorization: '' }],
    ['only a scheme', { authorization: 'Bearer' }],
    ['of another scheme', { authorization: 'Basic dGVzdDp0ZXN0' }],
    ['without a scheme', { authorization: 'abc' }],
    ['with a space inside', { authorization: 'Bearer a b' }],
    ['a variable that was not set', { authorization: 'Bearer undefined' }],
    ['null', { authorization: 'Bearer null' }],
    ['with a tab inside', { authorization: 'Bearer a\tb' }],
    ['two in one header', { authorization: 'Bearer a, Bearer b' }],
  ])('%s: UNAUTHENTICATED with a challenge, and nothing is sent', async (_name, headers) => {
    const before = gateway.graph.requests.length;
    const {
      status,
      headers: answered,
      json,
    } = await gateway.send(createMutation, { input: referenceExample }, headers);
    expect(status).toBe(401);
    expect(answered.get('www-authenticate')).toMatch(/^Bearer realm="graph"/);
    expectRefused({ json }, { code: 'UNAUTHENTICATED' });
    expectCalls(gateway.graph.requests, before);
  });

  it.each(['undefined', 'null'])('the word %s is named, so that a front end finds its mistake', async (word) => {
    const { json } = await gateway.send(
      createMutation,
      { input: referenceExample },
      { authorization: `Bearer ${word}` },
    );
    expect(json.errors?.[0]?.message).toBe(
      `The Authorization header has the word "${word}" instead of a token: the client had none when it sent the request.`,
    );
  });

  it('in two headers: rejected, whichever comes first', async () => {
    const before = gateway.graph.requests.length;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(gateway.url, {
        method: 'POST',
        headers: [
          'host',
          'localhost',
          'content-type',
          'application/json',
          'authorization',
          'Bearer a',
          'authorization',
          'Bearer b',
        ],
      });
      outgoing.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify({ query: createMutation, variables: { input: referenceExample } }));
    });
    expect(status).toBe(401);
    expectCalls(gateway.graph.requests, before);
  });

  it('goes to Graph byte for byte, whatever the case of its scheme', async () => {
    const authorization = 'bEaReR  aZ09-._~+/==';
    await gateway.send(createMutation, { input: referenceExample }, { authorization });
    expect(gateway.graph.requests.at(-1)?.headers.authorization).toBe(authorization);
  });

  it('is not needed for __typename, introspection and _service', async () => {
    const { status, json } = await gateway.send(
      '{ __typename __schema { queryType { name } } _service { sdl } }',
      {},
      {},
    );
    expect(status).toBe(200);
    expect(json.errors).toBeUndefined();
    expect((json.data?.['_service'] as { sdl: string }).sdl).toContain('@key(fields: "id")');
  });

  it('is never mixed up with that of a concurrent caller', async () => {
    const callers = Array.from({ length: 40 }, (_, index) => `caller-${index}`);
    await Promise.all(
      callers.map(async (name) => {
        const input = { ...referenceExample, displayName: name };
        const { json } = await gateway.send(createMutation, { input }, { authorization: `Bearer ${name}` });
        expect(json.data?.['created']).toMatchObject({ displayName: name });
      }),
    );
    const pairs = gateway.graph.requests
      .map(
        ({ headers, body }) =>
          [String(headers.authorization), String((body as { displayName?: string } | null)?.displayName)] as const,
      )
      .filter(([, name]) => name.startsWith('caller-'));
    expect(pairs).toHaveLength(40);
    for (const [authorization, name] of pairs) expect(authorization).toBe(`Bearer ${name}`);
  });

  it('is nowhere in the log', () => {
    expect(gateway.log()).toContain('answered');
    expect(gateway.log()).not.toContain(token);
  });
});
