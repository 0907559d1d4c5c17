/** The managed identity of Azure as the gateway's credential: the endpoint of App Service, on loopback. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createSigningKey, type SigningKey } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway, type Mode, type Verified } from '../../support/authority.js';
import { connectProxy } from '../../support/connect-proxy.js';
import { expectCalls } from '../../support/expect-calls.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { federatedBy, workloadToken } from '../../support/workload-identity.js';

const authorityName = 'login.contoso.test';
const running = stoppedAfterEach();
let key: SigningKey;
let endpoint: Server;
let asked: URLSearchParams[];

// MSAL looks for the endpoint once in a process, so all tests about it are in this file and share it.
beforeAll(async () => {
  key = await createSigningKey();
  endpoint = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    asked.push(searchParams);
    const resource = searchParams.get('resource') ?? '';
    const token = resource.startsWith('api://') ? workloadToken(key) : Promise.resolve('token-of-the-identity');
    void token.then((value) => {
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: value, expires_on, resource, token_type: 'Bearer' }));
    });
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`;
  process.env['IDENTITY_HEADER'] = 'fake-header';
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER']) delete process.env[name];
  endpoint.closeAllConnections();
  await new Promise((resolve) => endpoint.close(resolve));
});

async function start(
  mode: Mode,
  environment: Record<string, string>,
  options: Parameters<typeof verifiedGateway>[2] = {},
): Promise<Verified> {
  const registration = { federatedIdentities: [federatedBy(key)] };
  const gateway = await verifiedGateway(
    mode,
    { AZURE_CLIENT_SECRET: undefined, ...environment },
    { registration, ...options },
  );
  running.push(gateway);
  return gateway;
}

it('replaces the secret of the exchange, or is the application that Graph sees', async () => {
  const onBehalf = await start('on-behalf-of', { AUTH_MANAGED_IDENTITY: 'system' });
  const { json } = await onBehalf.as('ada', listQuery);
  expect([json.errors, onBehalf.log().includes('"level":"error"')]).toEqual([undefined, false]);
  expect((await onBehalf.graphIdentities())[0]?.clientId).toBe(onBehalf.authority.registration.clientId);
  expectCalls(onBehalf.authority.requests, 1);

  const clientId = '55555555-5555-4555-8555-555555555555';
  const application = await start('application', { AUTH_MANAGED_IDENTITY: clientId });
  await application.as('ada', listQuery);
  expect(application.graph.requests[0]?.headers['authorization']).toBe('Bearer token-of-the-identity');
  expectCalls(application.authority.requests, 0);
  expect(asked.map((query) => [query.get('resource'), query.get('client_id')])).toEqual([
    ['api://AzureADTokenExchange', null],
    ['https://graph.microsoft.com', clientId],
  ]);
});

it("is asked directly where everything else goes through the company's proxy", async () => {
  const ports: Record<string, number> = {};
  const proxy = await connectProxy(ports);
  const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  const settings = { HTTPS_PROXY, AUTH_MANAGED_IDENTITY: 'system' };
  const gateway = await start('application', settings, { publicName: authorityName });
  running.push(proxy);
  ports[`${authorityName}:443`] = gateway.authority.port;
  // Microsoft's library reads these itself.
  process.env['HTTPS_PROXY'] = process.env['HTTP_PROXY'] = HTTPS_PROXY;

  // The emulated Graph does not know the token; it is enough that it receives one.
  await gateway.as('ada', listQuery);
  expect(gateway.graph.requests.map(({ headers }) => headers['authorization'])).toContain(
    'Bearer token-of-the-identity',
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(proxy.asked.map(({ authority }) => authority).filter((name) => !name.startsWith(authorityName))).toEqual([]);
});
