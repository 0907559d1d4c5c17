import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../../support/expect-calls.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  type TestGateway,
} from '../../support/start.js';

const origin = 'https://app.contoso.com';
const authorization = 'Bearer browser';

describe('security headers and CORS', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let production: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    production = await gatewayOver(gateway.graph.url, { NODE_ENV: 'production', CORS_ORIGINS: origin });
  });
  afterAll(async () => {
    await production.stop();
    await gateway.stop();
  });

  const json = { 'content-type': 'application/json' };
  const operation = JSON.stringify({ query: '{ __typename }' });

  it.each<[string, string, RequestInit]>([
    ['an operation', '/graphql', { method: 'POST', headers: json, body: operation }],
    ['a rejected operation', '/graphql', { method: 'POST', headers: json, body: '{' }],
    ['a method that is not possible', '/graphql', { method: 'DELETE' }],
    ['a wrong address', '/nowhere', {}],
    ['a probe', '/ready', {}],
  ])(
    'forbid to load, frame, store or sniff the response to %s, and hide the server software',
    async (_what, path, init) => {
      const { headers } = await fetch(new URL(path, production.url), init);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect([...headers.keys()].filter((name) => /server|powered|version|apollo/.test(name))).toEqual([]);
    },
  );

  it('outside production no TLS is required of later visits', async () => {
    expect((await fetch(new URL('/live', gateway.url))).headers.has('strict-transport-security')).toBe(false);
  });

  it('Sandbox may load all that its page names, and nothing else', async () => {
    const page = await fetch(gateway.url, { headers: { accept: 'text/html' } });
    const policy = page.headers.get('content-security-policy') ?? '';
    const allowed: Record<string, string[]> = Object.fromEntries(
      policy.split(';').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]),
    );
    const html = await page.text();
    const originsOf = (pattern: RegExp): string[] =>
      [...html.matchAll(pattern)].map(([, url = '']) => new URL(url).origin);
    const scripts = originsOf(/<script[^>]+src="([^"]+)"/g);
    const styles = originsOf(/href="([^"]+)"\s+rel="stylesheet"/g);
    expect(scripts).not.toHaveLength(0);
    expect(styles).not.toHaveLength(0);
    expect(allowed['script-src']).toEqual(expect.arrayContaining(["'unsafe-inline'", ...scripts]));
    expect(allowed['style-src']).toEqual(expect.arrayContaining(["'unsafe-inline'", ...styles]));
    expect(allowed['img-src']).toEqual(expect.arrayContaining(originsOf(/rel="icon"\s+href="([^"]+)"/g)));
    expect(allowed['frame-src']).toEqual(['https://sandbox.embed.apollographql.com']);
    expect(allowed['connect-src']).toContain("'self'");
    expect(allowed['default-src']).toEqual(["'none'"]);
  });

  it.each([
    ['https://app.contoso.com', true],
    ['https://app.contoso.com.evil.example', false],
    ['https://app.contoso.com:444', false],
    ['http://app.contoso.com', false],
    ['null', false],
    ['http://localhost:3000', false],
  ])('in production a page of %s: allowed %s, never as *, never with cookies', async (from, letIn) => {
    const answer = await fetch(production.url, {
      method: 'POST',
      headers: { ...json, origin: from },
      body: operation,
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe(letIn ? from : null);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('an allowed page can read why it was rejected, and how long to wait', async () => {
    const answer = await fetch(production.url, {
      method: 'POST',
      headers: { ...json, origin, 'content-encoding': 'gzip' },
      body: 'x',
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([415, origin]);
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'www-authenticate, x-request-id, retry-after, idempotent-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    );
  });

  describe('a page of another site, which can send some requests without a preflight', () => {
    const mutation = `mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }`;
    const body = JSON.stringify({ query: mutation });

    it.each([
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data; boundary=x', 415],
      ['text/plain; application/json', 415],
      ['', 415],
    ])('is rejected in Content-Type %p', async (type, status) => {
      const { hostname, port } = new URL(gateway.url);
      const got = await new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          authorization,
          'content-length': Buffer.byteLength(body),
          ...(type ? { 'content-type': type } : {}),
        };
        request({ hostname, port, path: '/graphql', method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .once('error', reject)
          .end(body);
      });
      expect(got).toBe(status);
      expectCalls(gateway.graph.requests, 0);
    });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('the method %s is rejected with the allowed methods', async (method) => {
    const answer = await fetch(production.url, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('an array of two operations is rejected: no batching', async () => {
    const one = { query: createMutation, variables: { input: referenceExample } };
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify([one, one]),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [{ message: 'Operation batching disabled.', extensions: { code: 'BAD_REQUEST' } }],
    });
    expectCalls(gateway.graph.requests, 0);
  });

  it('production reveals nothing: no schema, no page, no suggestion, no stack', async () => {
    const texts = [
      (await production.send('{ __schema { types { name } } }')).text,
      (await production.send('{ __type(name: "Query") { name } }')).text,
      (await production.send('{ macOSSoftwareUpdateAccountSummar { id } }')).text,
      (await production.send('query($i: CreateSummaryInput!) { __typename }', { i: { displayNam: 'x' } })).text,
      (await production.send('{')).text,
      await (await fetch(production.url, { headers: { accept: 'text/html' } })).text(),
    ];
    for (const text of texts) {
      expect(text).toContain('"errors"');
      expect(text).not.toMatch(/Did you mean|stacktrace|node_modules|\.[jt]s:\d|<html|displayName|AccountSummaries/i);
    }
  });
});
