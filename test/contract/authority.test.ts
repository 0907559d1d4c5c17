/** The local authority: it can be reached, and Microsoft's own client libraries get their tokens from it over TLS. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { OnBehalfOfCredential } from '@azure/identity';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Agent, request } from 'undici';
import {
  demoClientId as clientId,
  demoClientSecret as clientSecret,
  demoTenantId as tenantId,
  otherTenantId,
  startAuthority,
  trustInThisProcess,
  type Authority,
} from '../../src/emulator/entra/index.js';
import { startEmulator } from '../../src/emulator/graph/index.js';
import { exchanged, graphScope as scope, identityOptions } from '../support/microsoft-clients.js';

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

const exchange = (token: string) => exchanged(authority, token);
const graphIdentity = (token: string) => authority.graphIdentityOf(`Bearer ${token}`);

it.each([
  ['fetch', (url: string) => fetch(url).then(({ status }) => status)],
  ['undici, with an agent of its own', undiciStatus],
  ['node:https', httpsStatus],
])('a process that trusts its certificate reaches it by %s', async (_, get) => {
  expect(await get(`${authority.url}/${tenantId}/discovery/v2.0/keys`)).toBe(200);
  expect(await get(`${authority.url.replace('localhost', '127.0.0.1')}/${tenantId}/discovery/v2.0/keys`)).toBe(200);
});

it('another process trusts it by NODE_EXTRA_CA_CERTS', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'authority-'));
  const path = join(directory, 'ca.pem');
  writeFileSync(path, authority.caCertificate);
  const program = `console.log((await fetch('${authority.url}/${tenantId}/discovery/keys')).status)`;

  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    env: { NODE_EXTRA_CA_CERTS: path },
  });
  rmSync(directory, { recursive: true });

  expect(stdout.trim()).toBe('200');
});

describe('tokens of callers', () => {
  it.each(['1.0', '2.0'] as const)(
    'verify with the keys and the issuer of the discovery document, version %s',
    async (version) => {
      const token = await authority.issueUserToken({ user: 'ada', version, scopes: ['Reports.Read'] });
      const base = `${authority.url}/${tenantId}${version === '2.0' ? '/v2.0' : ''}`;
      const metadata = (await (await fetch(`${base}/.well-known/openid-configuration`)).json()) as Record<
        string,
        string
      >;

      const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata['jwks_uri'] ?? '')), {
        issuer: metadata['issuer'] ?? 'none',
        audience: version === '2.0' ? clientId : `api://${clientId}`,
      });

      expect(payload).toMatchObject({ ver: version, tid: tenantId, scp: 'Reports.Read', name: 'ada' });
    },
  );

  it('differ each time, and name the same user by the same id', async () => {
    const tokens = [await authority.issueUserToken({ user: 'ada' }), await authority.issueUserToken({ user: 'ada' })];
    const identities = await Promise.all(tokens.map(async (token) => graphIdentity(await exchange(token))));

    expect(tokens[0]).not.toBe(tokens[1]);
    expect(identities[0]).toEqual(identities[1]);
  });

  it('of a withdrawn key are no longer accepted', async () => {
    const token = await authority.issueUserToken({ user: 'ada' });
    await authority.rotateKeys({ keepOld: true });
    expect(await exchange(token)).toBeDefined();

    await authority.rotateKeys({ keepOld: false });

    await expect(exchange(token)).rejects.toMatchObject({ errorMessage: expect.stringContaining('AADSTS50013:') });
  });
});

describe('on behalf of a user', () => {
  it('MSAL gets a token for Graph of that user and the gateway', async () => {
    const oboAssertion = await authority.issueUserToken({ user: 'ada' });
    const { payload } = await jwtVerify(oboAssertion, authority.signingKey.publicKey);

    const token = await exchange(oboAssertion);

    expect(await graphIdentity(token)).toEqual({
      tenantId,
      objectId: payload['oid'],
      clientId,
      scopes: ['DeviceManagementConfiguration.ReadWrite.All'],
    });
    expect(authority.requests.at(-1)).toMatchObject({
      path: expect.stringMatching(`^/${tenantId}/oauth2/v2.0/token`),
      form: { assertion: oboAssertion, requested_token_use: 'on_behalf_of', client_secret: clientSecret },
    });
  });

  it('@azure/identity does too', async () => {
    const userAssertionToken = await authority.issueUserToken({ user: 'grace', version: '1.0' });
    const credential = new OnBehalfOfCredential({
      tenantId,
      clientId,
      clientSecret,
      userAssertionToken,
      ...identityOptions(authority),
    });

    const { token } = await credential.getToken(scope);

    expect(await graphIdentity(token)).toMatchObject({ tenantId, scopes: expect.any(Array) });
  });

  it("a token for Graph fails every check but Graph's", async () => {
    const token = await exchange(await authority.issueUserToken({ user: 'ada' }));

    const keys = createRemoteJWKSet(new URL(`${authority.url}/${tenantId}/discovery/v2.0/keys`));

    await expect(jwtVerify(token, keys)).rejects.toThrow();
    expect(await graphIdentity(`${token.slice(0, -8)}AAAAAAAA`)).toBeUndefined();
    expect(
      await graphIdentity(await authority.issueUserToken({ user: 'ada', audience: 'https://graph.microsoft.com' })),
    ).toBeUndefined();
  });

  it.each([
    ['of another audience', { audience: 'api://another' }, 'invalid_grant', 500131],
    ['that has expired', { expiresInSeconds: -1 }, 'invalid_grant', 500133],
    ['of the future', { notBeforeSeconds: 600 }, 'invalid_grant', 500133],
    ['of another tenant', { tenantId: otherTenantId }, 'invalid_grant', 50013],
    ['without scopes', { claims: { scp: undefined } }, 'invalid_grant', 50013],
  ])('refuses an assertion %s', async (_, options, errorCode, number) => {
    const refusal = exchange(await authority.issueUserToken({ user: 'ada', ...options }));

    await expect(refusal).rejects.toMatchObject({
      errorCode,
      errorMessage: expect.stringContaining(`AADSTS${number}: `),
    });
  });

  it('refuses an application as a user', async () => {
    await expect(exchange(await authority.issueAppToken())).rejects.toMatchObject({ errorCode: 'invalid_grant' });
  });

  it('reports missing consent', async () => {
    authority.quirks.consentMissing = true;

    const refusal = exchange(await authority.issueUserToken({ user: 'ada' }));

    await expect(refusal).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      subError: 'consent_required',
      errorMessage: expect.stringContaining('AADSTS65001'),
    });
  });

  it('challenges on request, with claims', async () => {
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["demo"]}}}';
    authority.quirks.interactionRequired = claims;

    const refusal = exchange(await authority.issueUserToken({ user: 'ada' }));

    await expect(refusal).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorCode: 'interaction_required',
      claims,
    });
  });
});

describe('the emulated Graph that asks this authority', () => {
  it('accepts tokens that were issued for Graph, and no others, and records whose they are', async () => {
    const graph = await startEmulator({ acceptToken: (authorization) => authority.graphIdentityOf(authorization) });
    const callerToken = await authority.issueUserToken({ user: 'ada' });
    const read = async (token: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries`, { headers })).status;
    };

    const statuses = [await read('any-token'), await read(callerToken)];
    const accepted = await read(await exchange(callerToken));
    await graph.stop();

    expect([statuses, accepted]).toEqual([[401, 401], 200]);
    expect(graph.requests.map(({ identity }) => identity?.clientId)).toEqual([undefined, undefined, clientId]);
  });
});

async function undiciStatus(url: string): Promise<number> {
  const agent = new Agent();
  const { statusCode, body } = await request(url, { dispatcher: agent });
  await body.dump();
  await agent.close();
  return statusCode;
}

function httpsStatus(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
}
