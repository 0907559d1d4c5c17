/** The local authority, as the real client libraries of Microsoft see it over TLS. */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  OnBehalfOfCredential,
} from '@azure/identity';
import { ConfidentialClientApplication, type OnBehalfOfRequest } from '@azure/msal-node';
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose';
import { generate } from 'selfsigned';
import { Agent, request } from 'undici';
import {
  createSigningKey,
  demoClientId as clientId,
  demoClientSecret as clientSecret,
  demoTenantId as tenantId,
  otherTenantId,
  startAuthority,
  trustInThisProcess,
  type Authority,
  type SigningKey,
} from '../../src/emulator/authority/index.js';
import { startEmulator } from '../../src/emulator/index.js';
import { until } from '../support/until.js';

const scope = 'https://graph.microsoft.com/.default';
const federated = { issuer: 'https://cluster.example/', subject: 'system:serviceaccount:gateway:gateway' };

let authority: Authority;
let workloadKey: SigningKey;
let directory: string;
let certificatePath: string;
let quirks: Authority['quirks'];

beforeAll(async () => {
  workloadKey = await createSigningKey();
  const { private: privateKey, cert } = await generate([{ name: 'commonName', value: 'gateway' }], {
    algorithm: 'sha256',
  });
  directory = mkdtempSync(join(tmpdir(), 'authority-'));
  certificatePath = join(directory, 'client.pem');
  writeFileSync(certificatePath, `${privateKey}\n${cert}`);
  authority = await startAuthority({
    registration: {
      certificates: [cert],
      federatedIdentities: [{ ...federated, publicKeyPem: workloadKey.publicKeyPem }],
    },
  });
  trustInThisProcess(authority);
  quirks = { ...authority.quirks };
});

afterEach(() => {
  Object.assign(authority.quirks, quirks);
});

afterAll(async () => {
  await authority.stop();
  rmSync(directory, { recursive: true });
});

const identityOptions = () => ({ authorityHost: authority.url, disableInstanceDiscovery: true });

const application = (secret = clientSecret): ConfidentialClientApplication =>
  new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret: secret,
      authority: `${authority.url}/${tenantId}`,
      knownAuthorities: [new URL(authority.url).host],
    },
  });

const exchange = (oboAssertion: string, more: Partial<OnBehalfOfRequest> = {}) =>
  application().acquireTokenOnBehalfOf({ oboAssertion, scopes: [scope], skipCache: true, ...more });

const graphIdentity = (token: string | undefined) => authority.graphIdentityOf(`Bearer ${token ?? ''}`);

it.each([
  ['fetch', (url: string) => fetch(url).then(({ status }) => status)],
  ['undici, with an agent of its own', undiciStatus],
  ['node:https', httpsStatus],
])('a process that trusts its certificate reaches it by %s', async (_, get) => {
  expect(await get(`${authority.url}/${tenantId}/discovery/v2.0/keys`)).toBe(200);
  expect(await get(`${authority.url.replace('localhost', '127.0.0.1')}/${tenantId}/discovery/v2.0/keys`)).toBe(200);
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
    const identities = await Promise.all(
      tokens.map(async (token) => graphIdentity((await exchange(token))?.accessToken)),
    );

    expect(tokens[0]).not.toBe(tokens[1]);
    expect(identities[0]).toEqual(identities[1]);
  });

  it('of a key that is gone are worth nothing', async () => {
    const token = await authority.issueUserToken({ user: 'ada' });
    await authority.rotateKeys({ keepOld: true });
    expect((await exchange(token))?.accessToken).toBeDefined();

    await authority.rotateKeys({ keepOld: false });

    await expect(exchange(token)).rejects.toMatchObject({ errorMessage: expect.stringContaining('AADSTS50013:') });
  });
});

describe('on behalf of a user', () => {
  it('MSAL gets a token for Graph of that user and the gateway', async () => {
    const oboAssertion = await authority.issueUserToken({ user: 'ada' });
    const { payload } = await jwtVerify(oboAssertion, authority.signingKey.publicKey);

    const result = await exchange(oboAssertion);

    expect(await graphIdentity(result?.accessToken)).toEqual({
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
      ...identityOptions(),
    });

    const { token } = await credential.getToken(scope);

    expect(await graphIdentity(token)).toMatchObject({ tenantId, scopes: expect.any(Array) });
  });

  it("a token for Graph fails every check but Graph's", async () => {
    const token = (await exchange(await authority.issueUserToken({ user: 'ada' })))?.accessToken ?? '';

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

  it('tells of missing consent', async () => {
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

describe('as the application', () => {
  const roles = ['DeviceManagementConfiguration.ReadWrite.All'];

  it.each([
    ['a secret', () => new ClientSecretCredential(tenantId, clientId, clientSecret, identityOptions())],
    ['a certificate', () => new ClientCertificateCredential(tenantId, clientId, certificatePath, identityOptions())],
    [
      'a federated token',
      () => new ClientAssertionCredential(tenantId, clientId, () => workloadToken(), identityOptions()),
    ],
  ])('@azure/identity gets a token for Graph by %s', async (_, credential) => {
    const { token } = await credential().getToken(scope);

    expect(await graphIdentity(token)).toEqual({ tenantId, clientId, objectId: expect.any(String), roles });
  });

  it('refuses a wrong secret, an expired one, and a foreign workload', async () => {
    const request = { scopes: [scope], skipCache: true };
    await expect(application('wrong').acquireTokenByClientCredential(request)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000215'),
    });
    authority.quirks.secretExpired = true;
    await expect(application().acquireTokenByClientCredential(request)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000222'),
    });
    const foreign = new ClientAssertionCredential(
      tenantId,
      clientId,
      () => workloadToken('system:other'),
      identityOptions(),
    );
    await expect(foreign.getToken(scope)).rejects.toThrow('AADSTS70021');
  });

  it('refuses a certificate that is not registered', async () => {
    const { private: privateKey, cert } = await generate([{ name: 'commonName', value: 'other' }], {
      algorithm: 'sha256',
    });
    const path = join(directory, 'other.pem');
    writeFileSync(path, `${privateKey}\n${cert}`);

    const credential = new ClientCertificateCredential(tenantId, clientId, path, identityOptions());

    await expect(credential.getToken(scope)).rejects.toThrow('AADSTS700027');
  });

  it('marks the token of a client that can answer challenges', async () => {
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, identityOptions());
    const { token } = await credential.getToken(scope, { enableCae: true });

    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      xms_cc: ['CP1'],
    });
  });
});

describe('the emulated Graph that asks this authority', () => {
  it('takes tokens that were issued for Graph, and no others, and notes whose they are', async () => {
    const graph = await startEmulator({ acceptToken: (authorization) => authority.graphIdentityOf(authorization) });
    const callerToken = await authority.issueUserToken({ user: 'ada' });
    const read = async (token: string): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries`, { headers })).status;
    };

    const statuses = [await read('any-token'), await read(callerToken)];
    const accepted = await read((await exchange(callerToken))?.accessToken ?? '');
    await graph.stop();

    expect([statuses, accepted]).toEqual([[401, 401], 200]);
    expect(graph.requests.map(({ identity }) => identity?.clientId)).toEqual([undefined, undefined, clientId]);
  });
});

describe('a bad day', () => {
  it.each([
    [{ status: 503 }, 503, 'application/json; charset=utf-8'],
    [{ status: 502, html: true }, 502, 'text/html'],
    [{ html: true }, 200, 'text/html'],
  ])('token requests answer as %j says', async (bad, status, type) => {
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

  it('keys can be down', async () => {
    authority.quirks.keysDown = true;

    const response = await fetch(`${authority.url}/${tenantId}/discovery/v2.0/keys`);

    expect(response.status).toBe(503);
    expect(authority.reads.at(-1)).toBe(`/${tenantId}/discovery/v2.0/keys`);
  });
});

/** As Kubernetes would sign it for a service account. */
async function workloadToken(subject = federated.subject): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: workloadKey.kid })
    .setIssuer(federated.issuer)
    .setSubject(subject)
    .setAudience('api://AzureADTokenExchange')
    .setExpirationTime('5m')
    .sign(workloadKey.privateKey);
}

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
