/** The local authority refuses invalid requests, in Entra's form, and fails on request. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  demoClientId as clientId,
  demoClientSecret as clientSecret,
  demoTenantId as tenantId,
  startAuthority,
  trustInThisProcess,
  type Authority,
} from '../../src/emulator/entra/index.js';
import { graphScope as scope } from '../support/microsoft-clients.js';
import { until } from '../support/until.js';

let authority: Authority;
let quirks: Authority['quirks'];
beforeAll(async () => {
  authority = await startAuthority();
  trustInThisProcess(authority);
  quirks = { ...authority.quirks };
});
afterEach(() => {
  Object.assign(authority.quirks, quirks);
});
afterAll(() => authority.stop());

describe('an invalid token request is refused as Entra does', () => {
  const proof = { client_id: clientId, client_secret: clientSecret };
  const onBehalf = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of' };
  const malformed = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'x',
  };

  it.each<[string, Record<string, string>, number, string, number]>([
    [tenantId, {}, 400, 'invalid_request', 900144],
    [tenantId, { grant_type: 'password', ...proof }, 400, 'unsupported_grant_type', 70003],
    [tenantId, { grant_type: 'client_credentials' }, 400, 'unauthorized_client', 700016],
    [tenantId, { grant_type: 'client_credentials', client_id: clientId }, 401, 'invalid_client', 7000218],
    [tenantId, { grant_type: 'client_credentials', client_id: clientId, ...malformed }, 400, 'invalid_request', 50027],
    [tenantId, { grant_type: 'client_credentials', ...proof, scope: 'User.Read' }, 400, 'invalid_scope', 1002012],
    [
      tenantId,
      { grant_type: 'client_credentials', ...proof, scope: 'api://x/.default' },
      400,
      'invalid_resource',
      500011,
    ],
    ['common', { grant_type: 'client_credentials', ...proof, scope }, 400, 'invalid_request', 50059],
    ['another', { grant_type: 'client_credentials', ...proof, scope }, 400, 'invalid_request', 90002],
    [tenantId, { ...onBehalf, ...proof, scope, assertion: 'x' }, 400, 'invalid_grant', 50013],
  ])('%s %j', async (tenant, form, status, code, number) => {
    const response = await fetch(`${authority.url}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'client-request-id': 'the-id-of-the-client' },
    });

    expect([response.status, await response.json()]).toEqual([
      status,
      expect.objectContaining({
        error: code,
        error_codes: [number],
        error_description: expect.stringMatching(
          `^AADSTS${number}: .* Trace ID: \\S+ Correlation ID: the-id-of-the-client Timestamp: [0-9-]+ [0-9:]+Z$`,
        ),
      }),
    ]);
  });
});

describe('a failing authority', () => {
  it.each([
    [{ status: 503 }, 503, 'application/json; charset=utf-8'],
    [{ status: 502, html: true }, 502, 'text/html'],
    [{ html: true }, 200, 'text/html'],
  ])('answers token requests as %j says', async (bad, status, type) => {
    Object.assign(authority.quirks, bad);

    const response = await fetch(`${authority.url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(),
    });

    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });

  it('a request that hangs ends when the authority stops', async () => {
    const other = await startAuthority({ quirks: { hang: true } });
    trustInThisProcess(other);
    const answer = fetch(`${other.url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    const refused = expect(answer).rejects.toThrow();
    await until(() => other.requests.length > 0);

    await other.stop();

    await refused;
  });

  it('can have unavailable keys', async () => {
    authority.quirks.keysDown = true;

    const response = await fetch(`${authority.url}/${tenantId}/discovery/v2.0/keys`);

    expect(response.status).toBe(503);
    expect(authority.reads.at(-1)).toBe(`/${tenantId}/discovery/v2.0/keys`);
  });
});
