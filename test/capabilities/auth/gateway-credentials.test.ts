/** How the gateway signs in: each kind of credential, in both modes, up to a valid Graph token. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { createSigningKey, demoClientSecret, type SigningKey } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway, type Mode, type Verified } from '../../support/authority.js';
import { expectCalls } from '../../support/expect-calls.js';
import { federatedBy, workloadToken } from '../../support/workload-identity.js';

let directory: string;
let key: SigningKey;
let certificate: { private: string; cert: string };
const path = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'credentials-'));
  key = await createSigningKey();
  certificate = await generate([{ name: 'commonName', value: 'gateway' }], { algorithm: 'sha256' });
  writeFileSync(path('client.pem'), `${certificate.private}\n${certificate.cert}`);
});
afterAll(() => rmSync(directory, { recursive: true }));

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
async function start(mode: Mode, environment: Record<string, string>): Promise<Verified> {
  const registration = {
    certificates: [certificate.cert],
    federatedIdentities: [federatedBy(key)],
  };
  const gateway = await verifiedGateway(mode, { AZURE_CLIENT_SECRET: undefined, ...environment }, { registration });
  running.push(gateway);
  return gateway;
}
async function expectServed(gateway: Verified): Promise<void> {
  const { json } = await gateway.as('ada', listQuery);
  expect([json.errors, gateway.log().includes('"level":"error"')]).toEqual([undefined, false]);
  const [identity] = await gateway.graphIdentities();
  expect(identity?.clientId).toBe(gateway.authority.registration.clientId);
}

describe.each<Mode>(['on-behalf-of', 'application'])('the gateway signs in, in %s mode,', (mode) => {
  it('with a certificate', async () => {
    const gateway = await start(mode, { AZURE_CLIENT_CERTIFICATE_PATH: path('client.pem') });
    await expectServed(gateway);
    expect(gateway.authority.requests[0]?.form).toHaveProperty('client_assertion');
  });

  it('with a secret in a file, read again each time it is needed', async () => {
    writeFileSync(path('secret'), 'fake-old-secret\n');
    const gateway = await start(mode, { AZURE_CLIENT_SECRET_FILE: path('secret') });
    writeFileSync(path('secret'), `${demoClientSecret}\n`);
    await expectServed(gateway);
  });

  it('and names the setting if the secret in the file is wrong, without the secret', async () => {
    writeFileSync(path('secret'), 'fake-old-secret\n');
    const gateway = await start(mode, { AZURE_CLIENT_SECRET_FILE: path('secret') });
    const { text, json } = await gateway.as('ada', listQuery);
    expect(json.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(gateway.log()).toContain('"setting":"AZURE_CLIENT_SECRET_FILE"');
    expect(text + gateway.log()).not.toContain('fake-old-secret');
  });

  it('with the token of a workload identity, read again each time it is needed', async () => {
    writeFileSync(path('token'), await workloadToken(key));
    const gateway = await start(mode, { AZURE_FEDERATED_TOKEN_FILE: path('token') });
    writeFileSync(path('token'), await workloadToken(key));
    await expectServed(gateway);
  });

  it.each([
    ['has expired', -2, -1],
    ['is not valid yet', 1, 2],
  ])('with nothing, when the certificate %s: our own fault, and the log says so', async (what, from, to) => {
    const inDays = (days: number): Date => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
    const dates = { notBeforeDate: inDays(from), notAfterDate: inDays(to) };
    const old = await generate([{ name: 'commonName', value: 'gateway' }], { algorithm: 'sha256', ...dates });
    writeFileSync(path('old.pem'), `${old.private}\n${old.cert}`);
    const gateway = await start(mode, { AZURE_CLIENT_CERTIFICATE_PATH: path('old.pem') });
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expectCalls(gateway.authority.requests, 0);
    expect(gateway.log()).toMatch(new RegExp(`"reason":"the certificate ${what}: \\d{4}-[^"]*"`));
    expect(gateway.log()).toContain('"setting":"AZURE_CLIENT_CERTIFICATE_PATH"');
  });

  it("with nothing, when the file is gone: the gateway's own failure, and the log names the setting", async () => {
    writeFileSync(path('gone'), await workloadToken(key));
    const gateway = await start(mode, { AZURE_FEDERATED_TOKEN_FILE: path('gone') });
    rmSync(path('gone'));
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(gateway.log()).toContain('"setting":"AZURE_FEDERATED_TOKEN_FILE"');
    expect(gateway.log()).not.toContain(directory);
  });

  it('with the token of an unregistered workload identity: rejected, and the log names the setting', async () => {
    key = await createSigningKey();
    writeFileSync(path('strange'), await workloadToken(key));
    key = await createSigningKey();
    const gateway = await start(mode, { AZURE_FEDERATED_TOKEN_FILE: path('strange') });
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(gateway.log()).toContain('"setting":"AZURE_FEDERATED_TOKEN_FILE"');
  });
});
