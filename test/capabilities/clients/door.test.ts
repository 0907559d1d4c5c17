import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOver, gatewayOverEmulator, type TestGateway } from '../../support/start.js';

describe('the HTTP endpoints', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let production: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    production = await gatewayOver(gateway.graph.url, {
      NODE_ENV: 'production',
      CORS_ORIGINS: 'https://app.contoso.com',
    });
  });
  afterAll(async () => {
    await production.stop();
    await gateway.stop();
  });

  it('report that the gateway is alive and ready', async () => {
    for (const path of ['/live', '/ready']) expect((await fetch(new URL(path, gateway.url))).status).toBe(200);
  });

  it('show Sandbox to a browser, outside production only', async () => {
    const headers = { accept: 'text/html' };
    const page = await fetch(gateway.url, { headers });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('sandbox')]);
    expect((await fetch(production.url, { headers })).status).toBe(406);
  });

  it('answer introspection outside production only, and suggest nothing in production', async () => {
    expect((await gateway.send('{ __schema { queryType { name } } }')).json.errors).toBeUndefined();
    expect((await production.send('{ __schema { queryType { name } } }')).status).toBe(400);
    const { text } = await production.send('{ macOSSoftwareUpdateAccountSummar(id: "a") { id } }');
    expect(text).not.toContain('Did you mean');
  });

  it.each<[string, string, boolean, boolean]>([
    ['https://sandbox.embed.apollographql.com', 'Sandbox', true, false],
    ['http://localhost:5173', 'a page of this machine', true, false],
    ['https://app.contoso.com', 'an allowed page', false, true],
    ['https://evil.example', 'a foreign page', false, false],
  ])('allow %s (%s): development %s, production %s', async (origin, _who, inDevelopment, inProduction) => {
    for (const [door, expected] of [
      [gateway, inDevelopment],
      [production, inProduction],
    ] as const) {
      const answer = await fetch(door.url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
      expect(answer.headers.get('access-control-allow-origin')).toBe(expected ? origin : null);
    }
  });

  it('reject what a page of another site could send without a preflight (CSRF)', async () => {
    const get = await fetch(`${gateway.url}?query=${encodeURIComponent('{ __typename }')}`);
    expect(get.status).toBe(400);
    const form = await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' });
    expect(form.status).toBeGreaterThanOrEqual(400);
    expectCalls(gateway.graph.requests, 0);
  });

  it('reject a body over 1 MiB and one that is not JSON, in the shape of a GraphQL response', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const [body, status] of [
      [`"${'a'.repeat(1024 * 1024)}"`, 413],
      ['{', 400],
    ] as const) {
      const answer = await fetch(gateway.url, { method: 'POST', headers, body });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    }
  });

  it('reject a Host header without a host name, and keep serving', async () => {
    const { hostname, port } = new URL(gateway.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'a b', 'content-type': 'application/json' };
      request({ hostname, port, path: '/graphql', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end('{"query":"{ __typename }"}');
    });
    expect(status).toBe(400);
    expect((await gateway.send('{ __typename }')).status).toBe(200);
  });
});
