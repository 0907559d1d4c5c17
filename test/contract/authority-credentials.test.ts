/** How the gateway proves its identity to the local authority, with @azure/identity and MSAL. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientAssertionCredential, ClientCertificateCredential, ClientSecretCredential } from '@azure/identity';
import { SignJWT, type JWTPayload } from 'jose';
import { generate } from 'selfsigned';
import {
  createSigningKey,
  demoClientId as clientId,
  demoClientSecret as clientSecret,
  demoTenantId as tenantId,
  startAuthority,
  trustInThisProcess,
  type Authority,
  type SigningKey,
} from '../../src/emulator/entra/index.js';
import { graphScope as scope, identityOptions, msal } from '../support/microsoft-clients.js';

const federated = { issuer: 'https://cluster.example/', subject: 'system:serviceaccount:gateway:gateway' };

let authority: Authority;
let workloadKey: SigningKey;
let directory: string;
let certificatePath: string;

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
});

afterAll(async () => {
  await authority.stop();
  rmSync(directory, { recursive: true });
});

const graphIdentity = (token: string) => authority.graphIdentityOf(`Bearer ${token}`);

describe('as the application', () => {
  const roles = ['DeviceManagementConfiguration.ReadWrite.All'];

  it.each([
    ['a secret', () => new ClientSecretCredential(tenantId, clientId, clientSecret, identityOptions(authority))],
    [
      'a certificate',
      () => new ClientCertificateCredential(tenantId, clientId, certificatePath, identityOptions(authority)),
    ],
    [
      'a federated token',
      () => new ClientAssertionCredential(tenantId, clientId, () => workloadToken(), identityOptions(authority)),
    ],
  ])('@azure/identity gets a token for Graph by %s', async (_, credential) => {
    const { token } = await credential().getToken(scope);

    expect(await graphIdentity(token)).toEqual({ tenantId, clientId, objectId: expect.any(String), roles });
  });

  it('refuses a wrong secret, an expired one, and a foreign workload', async () => {
    const request = { scopes: [scope], skipCache: true };
    await expect(msal(authority, 'wrong').acquireTokenByClientCredential(request)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000215'),
    });
    authority.quirks.secretExpired = true;
    await expect(msal(authority).acquireTokenByClientCredential(request)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000222'),
    });
    authority.quirks.secretExpired = false;
    const foreign = new ClientAssertionCredential(
      tenantId,
      clientId,
      () => workloadToken('system:other'),
      identityOptions(authority),
    );
    await expect(foreign.getToken(scope)).rejects.toThrow('AADSTS70021');
  });

  it('refuses a certificate that is not registered', async () => {
    const { private: privateKey, cert } = await generate([{ name: 'commonName', value: 'other' }], {
      algorithm: 'sha256',
    });
    const path = join(directory, 'other.pem');
    writeFileSync(path, `${privateKey}\n${cert}`);

    const credential = new ClientCertificateCredential(tenantId, clientId, path, identityOptions(authority));

    await expect(credential.getToken(scope)).rejects.toThrow('AADSTS700027');
  });

  it.each([
    ['that has expired', { aud: 'api://AzureADTokenExchange', exp: 1 }, 'AADSTS700024'],
    ['of the future', { aud: 'api://AzureADTokenExchange', nbf: 9_999_999_999 }, 'AADSTS700024'],
    ['of another audience', { aud: 'api://another' }, 'AADSTS700023'],
  ])('refuses a federated token %s', async (_, claims, number) => {
    const token = () => workloadToken(federated.subject, claims);

    const credential = new ClientAssertionCredential(tenantId, clientId, token, identityOptions(authority));

    await expect(credential.getToken(scope)).rejects.toThrow(number);
  });

  it('marks the token of a client that can answer challenges', async () => {
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, identityOptions(authority));
    const { token } = await credential.getToken(scope, { enableCae: true });

    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      xms_cc: ['CP1'],
    });
  });
});

/** As Kubernetes would sign it for a service account. */
function workloadToken(subject = federated.subject, claims: JWTPayload = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 300;
  return new SignJWT({
    iss: federated.issuer,
    sub: subject,
    aud: 'api://AzureADTokenExchange',
    exp,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: workloadKey.kid })
    .sign(workloadKey.privateKey);
}
