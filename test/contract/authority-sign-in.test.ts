/** The sign-in of the local authority: authorization code with PKCE for a single-page application, as Entra has it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import {
  callingClientId as clientId,
  demoClientId,
  demoTenantId as tenantId,
  otherTenantId,
  startAuthority,
  trustInThisProcess,
  userNamed,
  type Authority,
} from '../../src/emulator/entra/index.js';

let authority: Authority;
let base = '';
beforeAll(async () => {
  authority = await startAuthority({ plainPort: 0 });
  trustInThisProcess(authority);
  base = `${authority.url}/${tenantId}/oauth2/v2.0`;
});
afterAll(() => authority.stop());

const origin = 'http://127.0.0.1:4000';
const redirectUri = `${origin}/redirect.html`;
const verifier = 'a-verifier-of-at-least-43-characters-as-rfc-7636-wants';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const gatewayScope = `api://${demoClientId}/.default`;

const request = {
  client_id: clientId,
  redirect_uri: redirectUri,
  response_type: 'code',
  response_mode: 'fragment',
  scope: `openid profile offline_access ${gatewayScope}`,
  state: 'a state, with "quotes"',
  nonce: 'n-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

type Changes = Readonly<Record<string, string | undefined>>;

async function open(changes: Changes = {}, path = `${base}/authorize`) {
  const given = Object.entries({ ...request, ...changes }).filter((entry): entry is [string, string] => !!entry[1]);
  const response = await fetch(`${path}?${new URLSearchParams(given)}`, { redirect: 'manual' });
  const location = response.headers.get('location');
  const url = location === null ? undefined : new URL(location);
  const parameters = Object.fromEntries(new URLSearchParams(url?.hash.slice(1) || url?.search.slice(1)));
  return { status: response.status, headers: response.headers, text: await response.text(), url, parameters };
}

async function redeem(changes: Changes, headers: Record<string, string> = { origin }) {
  const form = {
    client_id: clientId,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const given = Object.entries({ ...form, ...changes }).filter((entry): entry is [string, string] => !!entry[1]);
  const response = await fetch(`${base}/token`, { method: 'POST', headers, body: new URLSearchParams(given) });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const codeOf = async (changes: Changes = { choice: 'ada' }): Promise<string> =>
  String((await open(changes)).parameters['code']);

it('the page offers Ada, Ben and to cancel; its links keep what the application has asked', async () => {
  const { status, headers, text } = await open();
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  expect(headers.get('cache-control')).toBe('no-store');
  const links = [...text.matchAll(/href="([^"]*authorize[^"]*)"/g)].map(
    ([, link = '']) => new URL(link.replaceAll('&amp;', '&'), authority.url),
  );
  expect(links.map((link) => link.searchParams.get('choice'))).toEqual(['ada', 'ben', 'none']);
  for (const { searchParams } of links) expect(Object.fromEntries(searchParams)).toMatchObject(request);
});

it.each([
  ['fragment', '#'],
  ['query', '?'],
])('the code and the state come back in the %s', async (mode, start) => {
  const { status, url, parameters } = await open({ choice: 'ada', response_mode: mode });
  expect([status, `${url?.origin}${url?.pathname}`]).toEqual([302, redirectUri]);
  expect(mode === 'query' ? url?.search[0] : url?.hash[0]).toBe(start);
  expect(parameters).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/) as unknown, state: request.state });
});

it('the tokens are of the chosen person: one for the gateway, an ID token with the nonce, and a refresh token', async () => {
  const { status, headers, body } = await redeem({ code: await codeOf(), client_info: '1' });
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const ada = userNamed('ada', tenantId);
  const keys = createRemoteJWKSet(new URL(`${authority.url}/${tenantId}/discovery/v2.0/keys`));
  const issuer = `${authority.url}/${tenantId}/v2.0`;
  const access = await jwtVerify(String(body['access_token']), keys, { issuer, audience: demoClientId });
  expect(access.payload).toMatchObject({ oid: ada.oid, scp: 'MacUpdates.Read.All MacUpdates.ReadWrite.All' });
  const id = await jwtVerify(String(body['id_token']), keys, { issuer, audience: clientId });
  expect(id.payload).toMatchObject({ oid: ada.oid, tid: tenantId, nonce: 'n-1', name: 'Ada' });
  expect(JSON.parse(Buffer.from(String(body['client_info']), 'base64').toString())).toEqual({
    uid: ada.oid,
    utid: tenantId,
  });
  expect(body['scope']).toContain(gatewayScope);
  expect(body['refresh_token']).toEqual(expect.any(String));
});

it('a token for Graph is one that only Graph can check', async () => {
  const scope = 'openid https://graph.microsoft.com/DeviceManagementConfiguration.Read.All';
  const { body } = await redeem({ code: await codeOf({ choice: 'ben', scope }) });
  expect(await authority.graphIdentityOf(`Bearer ${String(body['access_token'])}`)).toEqual({
    tenantId,
    objectId: userNamed('ben', tenantId).oid,
    clientId,
    scopes: ['DeviceManagementConfiguration.Read.All'],
  });
});

it.each([
  ['no claims', undefined, {}],
  ['the capabilities of the client', '{"access_token":{"xms_cc":{"values":["CP1"]}}}', { xms_cc: ['CP1'] }],
  ['a context of authentication', '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}', { acrs: ['c1'] }],
])('the token has what is requested: %s', async (_name, claims, expected) => {
  const { body } = await redeem({ code: await codeOf({ choice: 'ada', claims }), claims });
  const { xms_cc, acrs } = decodeJwt(String(body['access_token']));
  expect({ ...(xms_cc ? { xms_cc } : {}), ...(acrs ? { acrs } : {}) }).toEqual(expected);
});

describe('an application that names the person', () => {
  const hint = { login_hint: userNamed('ada', tenantId).userPrincipalName };
  it('gets a code at once', async () => expect((await open(hint)).status).toBe(302));
  it('gets the page if it asks for one', async () =>
    expect((await open({ ...hint, prompt: 'select_account' })).status).toBe(200));
  it('gets the page of this person if claims need a further proof', async () => {
    const { status, text } = await open({ ...hint, claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' });
    expect([status, text.includes('Confirm as Ada'), text.includes('Ben')]).toEqual([200, true, false]);
  });
  it.each(['null', '[]', '{}', '{"access_token":null}'])('gets a code if the claims %s need no proof', async (claims) =>
    expect((await open({ ...hint, claims })).parameters).toHaveProperty('code'),
  );
  it('gets an error if it names no person and no page may be shown', async () => {
    expect((await open({ prompt: 'none' })).parameters).toMatchObject({
      error: 'login_required',
      state: request.state,
    });
  });
});

describe('a refresh token', () => {
  it('is exchanged once, for new tokens of the same person', async () => {
    const first = await redeem({ code: await codeOf({ choice: 'ben' }) });
    const form = {
      grant_type: 'refresh_token',
      refresh_token: String(first.body['refresh_token']),
      redirect_uri: undefined,
      code_verifier: undefined,
    };
    const { status, body } = await redeem({ ...form, scope: `api://${demoClientId}/MacUpdates.Read.All` });
    expect([status, decodeJwt(String(body['access_token']))]).toMatchObject([
      200,
      { oid: userNamed('ben', tenantId).oid, scp: 'MacUpdates.Read.All' },
    ]);
    expect((await redeem(form)).body).toMatchObject({ error: 'invalid_grant', error_codes: [700082] });
  });

  it('is of no use after the sessions have ended', async () => {
    const { body } = await redeem({ code: await codeOf() });
    authority.endSessions();
    const again = await redeem({ grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) });
    expect([again.status, again.body['error']]).toEqual([400, 'invalid_grant']);
  });
});

describe('nothing is sent to an address that is not the application’s', () => {
  it.each([
    'https://evil.example/redirect.html',
    'http://127.0.0.1.evil.example/',
    'http://localhost@evil.example/',
    'http://user@localhost/',
    'javascript:alert(1)//127.0.0.1',
    'http://localhost.:4000/',
    '',
  ])('%s', async (uri) => {
    const { status, url, text } = await open({ choice: 'ada', redirect_uri: uri });
    expect([status, url]).toEqual([400, undefined]);
    expect(text).toContain('AADSTS50011');
    expect(text).not.toContain('<script');
  });

  it('nor for an unknown application or tenant', async () => {
    expect((await open({ choice: 'ada', client_id: demoClientId })).text).toContain('AADSTS700016');
    const elsewhere = `${authority.url}/unknown/oauth2/v2.0/authorize`;
    expect((await open({ choice: 'ada' }, elsewhere)).text).toContain('AADSTS90002');
  });

  it.each(['redirect_uri', 'scope', 'state', 'choice'])('nor if %s is given twice', async (name) => {
    const query = new URLSearchParams({ ...request, choice: 'ada' });
    query.append(name, 'https://evil.example/');
    const response = await fetch(`${base}/authorize?${query}`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain('AADSTS9000411');
  });

  it('what a request names is text in the page', async () => {
    const { text } = await open({ client_id: '<img src=x onerror=alert(1)>' });
    expect(text).toContain('&lt;img src=x');
  });
});

it.each<[string, Changes, string, number]>([
  ['no PKCE', { code_challenge: undefined }, 'invalid_request', 9002325],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 9002325],
  ['another response', { response_type: 'token' }, 'unsupported_response_type', 700054],
  ['no resource', { scope: 'openid' }, 'invalid_resource', 500011],
  ['a foreign resource', { scope: 'api://other/.default' }, 'invalid_resource', 500011],
  ['two resources', { scope: `${gatewayScope} https://graph.microsoft.com/.default` }, 'invalid_request', 28000],
  ['claims that are not JSON', { login_hint: 'ada', choice: undefined, claims: '{' }, 'invalid_request', 900144],
  ['a person who declines', { choice: 'none' }, 'access_denied', 65004],
])('%s: the application gets the error, and its state', async (_name, changes, error, number) => {
  const { status, parameters } = await open({ choice: 'ada', ...changes });
  expect([status, parameters['error'], parameters['state']]).toEqual([302, error, request.state]);
  expect(parameters['error_description']).toContain(`AADSTS${number}:`);
});

it('a person who may not consent sees a page, and the application gets no code', async () => {
  const { status, text } = await open({ choice: 'ben', scope: `api://${demoClientId}/MacUpdates.ReadWrite.All` });
  expect([status, text]).toEqual([200, expect.stringContaining('An administrator must approve')]);
});

it('what the address of the application has already stays', async () => {
  const { url } = await open({ choice: 'ada', response_mode: 'query', redirect_uri: `${redirectUri}?page=2` });
  expect([...(url?.searchParams.keys() ?? [])]).toEqual(['page', 'code', 'state']);
});

describe('a code', () => {
  let code = '';
  beforeEach(async () => {
    code = await codeOf();
  });
  it.each<[string, Changes, number]>([
    ['without its verifier', { code_verifier: undefined }, 501481],
    ['with another verifier', { code_verifier: challenge }, 501481],
    ['with another address', { redirect_uri: `${origin}/` }, 500112],
    ['that is not known', { code: 'invented' }, 54005],
  ])('%s gets no token', async (_name, changes, number) => {
    expect(await redeem({ code, ...changes })).toMatchObject({ status: 400, body: { error_codes: [number] } });
    // It is spent.
    if (changes['code'] === undefined) expect((await redeem({ code })).body).toMatchObject({ error_codes: [54005] });
  });
  it('of another application gets no token', async () => {
    expect((await redeem({ code, client_id: demoClientId })).body).toMatchObject({ error: 'unauthorized_client' });
  });
  it('gets no token after a minute', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_001);
    expect((await redeem({ code })).body).toMatchObject({ error_codes: [70008] });
    now.mockRestore();
  });
  it('gets no token outside a browser', async () => {
    expect((await redeem({ code }, {})).body).toMatchObject({ error_codes: [9002327] });
  });
  it('gets no token of another tenant', async () => {
    const elsewhere = `${authority.url}/${otherTenantId}/oauth2/v2.0/authorize`;
    const other = String((await open({ choice: 'ada' }, elsewhere)).parameters['code']);
    expect((await redeem({ code: other })).body).toMatchObject({ error_codes: [90002] });
  });
});

describe('pages of this computer', () => {
  it.each([
    ['http://127.0.0.1:4000', true],
    ['http://localhost:5173', true],
    ['https://evil.example', false],
    ['http://localhost.evil.example', false],
    ['null', false],
  ])('%s may read the responses: %s', async (from, isAllowed) => {
    const path = `${authority.url}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const read = await fetch(path, { headers: { origin: from } });
    await read.arrayBuffer();
    const { headers } = await redeem({ code: 'invented' }, { origin: from });
    const expected = isAllowed ? from : null;
    expect(read.headers.get('access-control-allow-origin')).toBe(expected);
    expect(headers.get('access-control-allow-origin')).toBe(expected);
  });
});

it('signing out goes back to this computer alone', async () => {
  const out = async (uri: string) => {
    const query = new URLSearchParams({ post_logout_redirect_uri: uri, state: 's' });
    const response = await fetch(`${base}/logout?${query}`, { redirect: 'manual' });
    await response.arrayBuffer();
    return [response.status, response.headers.get('location')];
  };
  expect(await out(redirectUri)).toEqual([302, `${redirectUri}?state=s`]);
  expect(await out('https://evil.example/')).toEqual([200, null]);
});

it('the second port has the same authority without TLS, under the same issuer', async () => {
  const { url, metadata } = authority.plain ?? { url: '', metadata: {} };
  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  expect(metadata).toMatchObject({
    issuer: `${authority.url}/${tenantId}/v2.0`,
    token_endpoint: `${url}/${tenantId}/oauth2/v2.0/token`,
    authorization_endpoint: `${url}/${tenantId}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${url}/${tenantId}/oauth2/v2.0/logout`,
  });
  expect((await open({}, `${url}/${tenantId}/oauth2/v2.0/authorize`)).status).toBe(200);
});
