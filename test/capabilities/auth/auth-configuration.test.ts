/** All problems with the settings of on-behalf-of and application mode are reported at the start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { ConfigError } from '../../../src/config/config-error.js';
import { readConfig } from '../../../src/config/config.js';

const tenant = '11111111-1111-4111-8111-111111111111';
const client = '33333333-3333-4333-8333-333333333333';
const complete = {
  GRAPH_AUTH: 'on-behalf-of',
  AZURE_TENANT_ID: tenant,
  AZURE_CLIENT_ID: client,
  AZURE_CLIENT_SECRET: 'fake-secret',
};

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'configuration-'))));
afterAll(() => rmSync(directory, { recursive: true }));

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

it.each(['on-behalf-of', 'application'])('%s without anything else: all problems are reported together', (mode) => {
  expect(problemsOf({ GRAPH_AUTH: mode })).toEqual([
    `AZURE_TENANT_ID must be the GUID of the tenant of the gateway's app registration when GRAPH_AUTH is ${mode}`,
    `AZURE_CLIENT_ID must be the GUID of the gateway's app registration when GRAPH_AUTH is ${mode}`,
    'AZURE_CLIENT_SECRET must be set, or one of: AZURE_CLIENT_SECRET_FILE, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE, AUTH_MANAGED_IDENTITY',
  ]);
});

it.each<[string, Record<string, string>, RegExp]>([
  ['a tenant by its domain', { AZURE_TENANT_ID: 'contoso.onmicrosoft.com' }, /^AZURE_TENANT_ID must be /],
  [
    'two credentials',
    { AUTH_MANAGED_IDENTITY: 'system' },
    /^AZURE_CLIENT_SECRET must be the only credential.*AUTH_MANAGED_IDENTITY/,
  ],
  [
    'an authority over http',
    { AZURE_AUTHORITY_HOST: 'http://login.microsoftonline.com' },
    /^AZURE_AUTHORITY_HOST must be /,
  ],
  [
    'an authority with a path',
    { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/a' },
    /^AZURE_AUTHORITY_HOST/,
  ],
  [
    'the authority of another cloud',
    { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' },
    /^AZURE_AUTHORITY_HOST.*login.microsoftonline.com$/,
  ],
  [
    "another organization's authority for Microsoft's Graph",
    { AZURE_AUTHORITY_HOST: 'https://login.example' },
    /^AZURE_AUTHORITY_HOST/,
  ],
  [
    'the Graph of another cloud',
    { GRAPH_BASE_URL: 'https://microsoftgraph.chinacloudapi.cn/beta' },
    /login.chinacloudapi.cn$/,
  ],
  ['Graph as audience', { AUTH_AUDIENCE: 'https://graph.microsoft.com' }, /^AUTH_AUDIENCE must be /],
  [
    "Graph's id as audience",
    { AUTH_AUDIENCE: `${client},00000003-0000-0000-c000-000000000000` },
    /^AUTH_AUDIENCE must be /,
  ],
  ['tenants by name', { AUTH_TENANTS: `${tenant},common` }, /^AUTH_TENANTS must be /],
  ['an empty permission', { AUTH_WRITE_PERMISSIONS: 'A,,B' }, /^AUTH_WRITE_PERMISSIONS must be /],
  ['a permission with a space', { AUTH_READ_PERMISSIONS: 'A B' }, /^AUTH_READ_PERMISSIONS must be /],
  ['two scopes', { GRAPH_SCOPE: 'a b' }, /^GRAPH_SCOPE must be /],
])('%s is one problem', (_name, environment, expected) => {
  expect(problemsOf({ ...complete, ...environment })).toEqual([expect.stringMatching(expected)]);
});

describe('a credential in a file', () => {
  const withFile = (key: string, path: string): readonly string[] =>
    problemsOf({ ...complete, AZURE_CLIENT_SECRET: '', [key]: path });

  it('must be a file that can be read', () => {
    for (const key of ['AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE']) {
      expect(withFile(key, join(directory, 'absent'))).toEqual([`${key} must be the path of a readable file (ENOENT)`]);
    }
  });

  it('must be a certificate with its own key', async () => {
    const [one, other] = await Promise.all([generate([]), generate([])]);
    const files: [string, string, boolean][] = [
      ['good.pem', `${one.private}\n${one.cert}`, true],
      ['other.pem', `${other.private}\n${one.cert}`, false],
      ['alone.pem', one.cert, false],
      ['text.pem', 'no certificate', false],
    ];
    for (const [name, content, fits] of files) {
      writeFileSync(join(directory, name), content);
      const problems = withFile('AZURE_CLIENT_CERTIFICATE_PATH', join(directory, name));
      expect([name, problems]).toEqual([
        name,
        fits
          ? []
          : ['AZURE_CLIENT_CERTIFICATE_PATH must be a PEM file with a certificate and its private key, unencrypted'],
      ]);
    }
  });

  it('or a managed identity of the machine, or one with a client id', () => {
    expect(withFile('AUTH_MANAGED_IDENTITY', 'system')).toEqual([]);
    expect(withFile('AUTH_MANAGED_IDENTITY', client)).toEqual([]);
    expect(withFile('AUTH_MANAGED_IDENTITY', 'mine')).toEqual([
      expect.stringMatching(/^AUTH_MANAGED_IDENTITY must be /),
    ]);
  });
});

describe('an absent key', () => {
  it('follows from the registration and from Graph', () => {
    expect(readConfig(complete).auth).toMatchObject({
      audiences: [client, `api://${client}`],
      tenants: [tenant],
      permissions: {
        read: ['MacUpdates.Read.All', 'MacUpdates.ReadWrite.All'],
        write: ['MacUpdates.ReadWrite.All'],
      },
      authorityHost: 'https://login.microsoftonline.com',
      authorityKnown: true,
      scope: 'https://graph.microsoft.com/.default',
    });
  });

  it.each([
    ['https://graph.microsoft.us/beta', 'https://login.microsoftonline.us/', 'https://graph.microsoft.us/.default'],
    [
      'https://dod-graph.microsoft.us/beta',
      'https://login.microsoftonline.us',
      'https://dod-graph.microsoft.us/.default',
    ],
    [
      'https://microsoftgraph.chinacloudapi.cn/beta',
      'https://login.partner.microsoftonline.cn',
      'https://microsoftgraph.chinacloudapi.cn/.default',
    ],
    ['http://127.0.0.1:4001/beta', 'https://localhost:4002', 'https://graph.microsoft.com/.default'],
  ])('fits the cloud of %s', (GRAPH_BASE_URL, AZURE_AUTHORITY_HOST, scope) => {
    expect(readConfig({ ...complete, GRAPH_BASE_URL, AZURE_AUTHORITY_HOST }).auth).toMatchObject({ scope });
  });
});

describe('in forward mode', () => {
  it('ignores the variables that a cluster sets for every pod', () => {
    const { auth } = readConfig({ ...complete, GRAPH_AUTH: 'forward', AZURE_TENANT_ID: 'contoso.onmicrosoft.com' });
    expect(auth).toEqual({ mode: 'forward' });
  });

  it.each(['AUTH_AUDIENCE', 'AUTH_TENANTS', 'AUTH_MANAGED_IDENTITY', 'GRAPH_SCOPE'])(
    '%s would check nothing',
    (key) => {
      expect(problemsOf({ [key]: tenant })).toEqual([
        `${key} must be absent when GRAPH_AUTH is forward, where it has no effect`,
      ]);
    },
  );
});
