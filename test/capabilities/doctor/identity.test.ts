/** What the doctor says about tokens, and that it never repeats one. */
import { SignJWT } from 'jose';
import { describe, expect, it } from '@jest/globals';
import { otherTenantId } from '../../../src/emulator/entra/index.js';
import { demoClientSecret } from '../../../src/emulator/entra/index.js';
import { askDoctor, overAuthority, overEmulator, readerToken } from '../../support/doctor.js';
import { scriptedGraph } from '../../support/start.js';

/** A token for Graph, as far as only its claims count. */
function graphTokenWith(claims: Record<string, unknown>, expiresIn = '1h'): Promise<string> {
  const usual = {
    aud: 'https://graph.microsoft.com',
    tid: otherTenantId,
    scp: 'DeviceManagementConfiguration.Read.All',
  };
  const key = new TextEncoder().encode('a key that nothing in this test verifies');
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expiresIn)
    .sign(key);
}

describe('in forward mode', () => {
  it.each([
    ['that may read', {}, '1h', 'ok', /of a user, .* expires in (?:59|60) min; may read only$/],
    [
      'that may write',
      { scp: 'User.Read DeviceManagementConfiguration.ReadWrite.All' },
      '1h',
      'ok',
      /may read and write$/,
    ],
    [
      'of an application',
      { scp: undefined, roles: ['DeviceManagementConfiguration.Read.All'] },
      '1h',
      'ok',
      /^of an application, .*roles DeviceManagementConfiguration\.Read\.All/,
    ],
    ['without rights', { scp: 'User.Read' }, '1h', 'failed', /scp none for these reports, .*: consent is missing$/],
    ['for another API', { aud: 'api://something' }, '1h', 'failed', /aud api:\/\/something/],
    ['that has expired', {}, '-1h', 'failed', /expired$/],
    ['that expires soon', {}, '3m', 'warning', /expires in [23] min$/],
  ] as const)('a token %s', async (_name, claims, expiresIn, status, found) => {
    const token = await graphTokenWith(claims, expiresIn);
    const { finding, text } = await overEmulator({}, [], { DOCTOR_TOKEN: token });
    expect(finding('identity.graph-token')).toMatchObject({ status, found: expect.stringMatching(found) as unknown });
    expect(text).not.toContain(token.slice(0, 40));
  });

  it('a token that Graph rejects fails at the list, with what to do', async () => {
    const { finding, code } = await overEmulator({ acceptToken: () => Promise.resolve(undefined) });
    expect(code).toBe(1);
    expect(finding('graph.list')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/^401 InvalidAuthenticationToken: /) as unknown,
      advice: expect.stringContaining('Get a new token') as unknown,
    });
  });

  it('without a token nothing fails, Graph is not called, and the code says that most was not tried', async () => {
    const diagnosis = await overEmulator({}, [], { DOCTOR_TOKEN: '' });
    expect(diagnosis).toMatchObject({ code: 2, outcome: 'incomplete', graphRequests: 0 });
    expect(diagnosis.graph.requests).toEqual([]);
    expect(diagnosis.finding('identity.caller-token')?.advice).toContain('az account get-access-token');
    expect(diagnosis.finding('graph.list')?.found).toBe("not tried: a caller's token is missing");
  });

  it('a Graph that repeats the token in every text of its errors does not make the doctor repeat it', async () => {
    const token = await graphTokenWith({});
    const graph = await scriptedGraph((request, response) => {
      const said = String(request.headers.authorization);
      response.writeHead(403, { 'content-type': 'application/json', 'www-authenticate': `Bearer realm="${said}"` });
      response.end(
        JSON.stringify({ error: { code: said.slice(7, 60), message: `You sent ${said}`, innerError: { date: said } } }),
      );
    });
    const { text, finding } = await askDoctor({ GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: `Bearer ${token}` });
    await graph.stop();
    expect(finding('graph.list')?.status).toBe('failed');
    for (let start = 0; start + 20 <= token.length; start += 10)
      expect(text).not.toContain(token.slice(start, start + 20));
  });
});

describe('in the modes with an authority', () => {
  it('on behalf of a user: verifies the caller, exchanges the token, and calls Graph as the user', async () => {
    const { finding, code, graph, authority, token, text } = await overAuthority('on-behalf-of');
    expect(code).toBe(0);
    expect(finding('identity.caller')?.found).toBe('accepted; may read and write');
    expect(finding('identity.exchange')?.found).toMatch(/of a user, aud https:\/\/graph\.microsoft\.com/);
    expect(graph.requests.length).toBeGreaterThan(10);
    expect(authority.requests.map(({ form }) => form['grant_type'])).toContain(
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    );
    const sent = String(graph.requests[0]?.headers['authorization']).replace('Bearer ', '');
    for (const secret of [token ?? '', sent, demoClientSecret]) expect(text).not.toContain(secret);
  });

  it('as the application: calls Graph with its own token, and needs none of a caller', async () => {
    const { finding, code, graph } = await overAuthority('application', { tokenOf: () => Promise.resolve(undefined) });
    expect(code).toBe(0);
    expect(finding('identity.credential')?.found).toMatch(/its token: of an application, .*may read and write$/);
    expect(finding('identity.caller-token')?.status).toBe('note');
    expect(graph.requests[0]?.identity).toMatchObject({ roles: ['DeviceManagementConfiguration.ReadWrite.All'] });
  });

  it('on behalf of a user, without a token of one, the credential is checked all the same', async () => {
    const { finding, code } = await overAuthority('on-behalf-of', { tokenOf: () => Promise.resolve(undefined) });
    expect(code).toBe(2);
    expect(finding('identity.credential')?.status).toBe('ok');
  });

  it.each([
    ['for another audience', { audience: 'api://another' }, /A token is rejected; audience; audience api:\/\/another$/],
    ['that has expired', { expiresInSeconds: -600 }, /A token is rejected; expired$/],
    ['of another tenant', { tenantId: otherTenantId }, /A token is rejected; tenant$/],
  ])("a caller's token %s is rejected, with the reason of the log", async (_name, options, found) => {
    const tokenOf: NonNullable<Parameters<typeof overAuthority>[1]>['tokenOf'] = (authority) =>
      authority.issueUserToken({ user: 'ada', scopes: ['MacUpdates.Read.All'], ...options });
    const { finding } = await overAuthority('on-behalf-of', { tokenOf });
    expect(finding('identity.caller')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(found) as unknown,
    });
    expect(finding('graph.list')?.status).toBe('not-tried');
  });

  it('a caller who may read only, and one who may do nothing', async () => {
    const one = await overAuthority('on-behalf-of', { tokenOf: readerToken });
    expect(one.finding('identity.caller')?.found).toBe('accepted; may read only');
    const other = await overAuthority('on-behalf-of', {
      tokenOf: (authority) => authority.issueUserToken({ user: 'eve', scopes: ['Something.Else'] }),
    });
    expect(other.finding('identity.caller')).toMatchObject({
      status: 'warning',
      advice: expect.stringContaining('MacUpdates.Read.All') as unknown,
    });
  });

  it('a tenant that does not exist is named where it is found first, and no advice is to wait', async () => {
    const { findings } = await overAuthority('application', {
      variables: { AZURE_TENANT_ID: '99999999-9999-4999-8999-999999999999' },
    });
    const faults = findings.filter(({ status }) => status === 'failed');
    expect(faults.map(({ id }) => id)).toEqual(['identity.authority.keys', 'identity.credential']);
    for (const { advice } of faults) expect(advice).toMatch(/^Check AZURE_TENANT_ID: /);
  });

  it.each([
    [{ AZURE_CLIENT_SECRET: 'wrong-secret-of-the-registration' }, 'AZURE_CLIENT_SECRET'],
    [{ AZURE_CLIENT_ID: '99999999-9999-4999-8999-999999999999' }, 'AZURE_CLIENT_ID'],
  ])('a wrong registration names the setting: %j', async (variables, setting) => {
    const { finding, text } = await overAuthority('application', { variables });
    expect(finding('identity.credential')).toMatchObject({
      status: 'failed',
      advice: expect.stringContaining(setting) as unknown,
    });
    expect(text).not.toContain('wrong-secret');
  });
});

it("the rights of a token that Graph's claims do not show are found by the list", async () => {
  const { finding } = await overEmulator({ quirks: { forbidden: true } });
  expect(finding('graph.list')?.advice).toContain(
    'Grant the delegated permission DeviceManagementConfiguration.Read.All',
  );
});
