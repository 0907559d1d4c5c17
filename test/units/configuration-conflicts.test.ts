/** Values that do not go together keep the gateway from starting; those that are only doubtful are logged as warnings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config/config-error.js';
import { readConfig, type Config } from '../../src/config/config.js';
import { environment } from '../../src/config/environment.js';

const registration = {
  GRAPH_AUTH: 'application',
  AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  AZURE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
};
const folder = mkdtempSync(join(tmpdir(), 'configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string): string {
  const path = join(folder, `secret-${Buffer.from(content).toString('hex')}`);
  writeFileSync(path, content);
  return path;
}

function read(variables: Record<string, string>): Config | readonly string[] {
  try {
    return readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const warningsOf = (variables: Record<string, string>): unknown => {
  const config = read(variables);
  return 'warnings' in config ? config.warnings : config;
};

describe('a key without an effect must be absent', () => {
  it.each([
    ['AUTH_MANAGED_IDENTITY', 'system', {}, 'when GRAPH_AUTH is forward'],
    ['AUTH_AUDIENCE', 'api://gateway', {}, 'when GRAPH_AUTH is forward'],
    ['AUTH_TENANTS', registration.AZURE_TENANT_ID, {}, 'when GRAPH_AUTH is forward'],
    ['AUTH_READ_PERMISSIONS', 'Read', {}, 'when GRAPH_AUTH is forward'],
    ['AUTH_WRITE_PERMISSIONS', 'Write', {}, 'when GRAPH_AUTH is forward'],
    ['GRAPH_SCOPE', 'https://graph.microsoft.com/.default', {}, 'when GRAPH_AUTH is forward'],
    ['TRUSTED_DOCUMENTS_MODE', 'only', {}, 'without TRUSTED_DOCUMENTS'],
    ['CORS_HEADERS', 'x-tenant', {}, 'without CORS_ORIGINS'],
    ['IDEMPOTENCY_TTL_MS', '60000', { IDEMPOTENCY_STORE: 'off' }, 'without a store for idempotency keys'],
    ['IDEMPOTENCY_TTL_MS', '60000', { NODE_ENV: 'production' }, 'without a store for idempotency keys'],
    ['RATE_LIMIT_WINDOW_MS', '1000', {}, 'without RATE_LIMIT_MAX'],
    ['METRICS_HOST', '::', {}, 'without METRICS_PORT'],
    ['METRICS_OPERATION_NAMES', 'off', {}, 'without METRICS_PORT'],
  ])('%s', (key, value, others, otherwise) => {
    expect(read({ [key]: value, ...others })).toEqual([`${key} must be absent ${otherwise}, where it has no effect`]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['Redis, when it is configured', { REDIS_URL: 'redis://a' }, 'redis'],
    ['Redis, when its URL is in a file', { REDIS_URL_FILE: fileWith('redis://a') }, 'redis'],
    ['memory outside production', { NODE_ENV: 'development' }, 'memory'],
    ['nothing in production without Redis', { NODE_ENV: 'production' }, 'off'],
    [
      'what is configured',
      { NODE_ENV: 'production', REDIS_URL: 'redis://a', RATE_LIMIT_MAX: '1', IDEMPOTENCY_STORE: 'off' },
      'off',
    ],
  ])('and idempotency keys are kept in %s', (_where, environment, store) => {
    expect(read(environment)).toMatchObject({ idempotency: { store } });
  });

  it('and keys in Redis need one', () => {
    expect(read({ IDEMPOTENCY_STORE: 'redis' })).toEqual(['IDEMPOTENCY_STORE must not be redis without REDIS_URL']);
  });

  it.each(['browsers', 'all'])('and keys that must be given (%s) need a store', (required) => {
    const problem = 'IDEMPOTENCY_REQUIRE must be off without a store for idempotency keys';
    expect(read({ IDEMPOTENCY_REQUIRE: required, NODE_ENV: 'production' })).toEqual([problem]);
    expect(read({ IDEMPOTENCY_REQUIRE: required, IDEMPOTENCY_STORE: 'off' })).toEqual([problem]);
    expect(read({ IDEMPOTENCY_REQUIRE: required, NODE_ENV: 'production', REDIS_URL: 'redis://a' })).toMatchObject({
      idempotency: { store: 'redis', required },
    });
  });

  it('and keys in the memory of a gateway in production are worth a warning', () => {
    expect(warningsOf({ NODE_ENV: 'production', IDEMPOTENCY_STORE: 'memory' })).toEqual([
      'IDEMPOTENCY_STORE is memory: a key protects only while one gateway runs, and until it stops',
    ]);
  });

  it('but a limit that is turned off for a while keeps its other keys', () => {
    expect(warningsOf({ RATE_LIMIT_MAX: '0', RATE_LIMIT_WINDOW_MS: '1000', REDIS_URL: 'redis://a' })).toEqual([]);
  });

  it('and CORS_HEADERS has one in development, where pages on this machine may call', () => {
    expect(warningsOf({ NODE_ENV: 'development', CORS_HEADERS: 'x-tenant' })).toEqual([]);
  });
});

describe('metrics are not for clients, and have few series', () => {
  const port = 'METRICS_PORT must be another port than PORT';

  it.each([
    [{ METRICS_PORT: '4000' }, port],
    [{ PORT: '9464', METRICS_PORT: '9464' }, port],
    [
      { METRICS_PORT: '9464', METRICS_OPERATION_NAMES: 'trusted' },
      'METRICS_OPERATION_NAMES must be off without TRUSTED_DOCUMENTS: names of any other document have no limit',
    ],
  ])('%j is refused', (variables, problem) => {
    expect(read(variables)).toEqual([problem]);
  });

  it('each of the two ports may be any free one', () => {
    expect(warningsOf({ PORT: '0', METRICS_PORT: '0' })).toEqual([]);
  });

  it('they listen where the gateway does, or elsewhere', () => {
    const hostOf = (variables: Record<string, string>): unknown => {
      const config = read({ METRICS_PORT: '9464', ...variables });
      return 'telemetry' in config ? config.telemetry.metrics?.host : config;
    };
    expect(hostOf({ HOST: '::' })).toBe('::');
    expect(hostOf({ HOST: '::', METRICS_HOST: 'localhost' })).toBe('127.0.0.1');
  });
});

describe("callers' tokens go to Microsoft only", () => {
  it.each([
    'https://graph.microsoft.com/beta',
    'https://graph.microsoft.us/beta',
    'https://dod-graph.microsoft.us/beta',
    'https://microsoftgraph.chinacloudapi.cn/beta',
    'http://127.0.0.1:4001/beta',
    'http://[::1]:4001/beta',
    'https://localhost/beta',
  ])('%s is accepted', (url) => {
    expect(warningsOf({ GRAPH_BASE_URL: url })).toEqual([]);
  });

  it.each([
    'https://graph.mircosoft.com/beta',
    'https://graph.microsoft.com.contoso.com/beta',
    'https://graph.microsoft.com./beta',
    'https://127.0.0.1.contoso.com/beta',
    'https://10.0.0.1/beta',
  ])('%s is refused, unless GRAPH_ALLOW_HOST repeats its host', (url) => {
    const expected = [
      expect.stringMatching(
        /^GRAPH_BASE_URL must be on one of graph\.microsoft\.com, .* repeated in GRAPH_ALLOW_HOST$/,
      ),
    ];
    expect(read({ GRAPH_BASE_URL: url })).toEqual(expected);
    expect(warningsOf({ GRAPH_BASE_URL: url, GRAPH_ALLOW_HOST: new URL(url).hostname })).toEqual([]);
    expect(read({ GRAPH_BASE_URL: url, GRAPH_ALLOW_HOST: 'graph.contoso.com' })).toEqual([
      'GRAPH_ALLOW_HOST must be the host of GRAPH_BASE_URL',
    ]);
  });

  it.each([
    ['https://GRAPH.contoso.com/beta', 'Graph.Contoso.com'],
    ['https://[2001:db8::1]/beta', '2001:DB8:0::1'],
  ])('%s is the host %s in another spelling', (url, named) => {
    expect(warningsOf({ GRAPH_BASE_URL: url, GRAPH_ALLOW_HOST: named })).toEqual([]);
  });

  it('and only to servers whose certificates are verified, in production', () => {
    const variables = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(read(variables)).toEqual([expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED must be absent/)]);
    expect(warningsOf({ ...variables, NODE_ENV: 'development' })).toEqual([]);
    expect(warningsOf({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
  });

  it('certificates that Node.js cannot read, and goes on without, are a warning', () => {
    const warned = (file: string): unknown => warningsOf({ NODE_EXTRA_CA_CERTS: file });
    expect(warned('/does/not/exist.pem')).toEqual(['NODE_EXTRA_CA_CERTS has no effect: its file cannot be read']);
    expect(warned('package.json')).toEqual(['NODE_EXTRA_CA_CERTS has no effect: its file holds no certificate in PEM']);
    expect(warned('')).toEqual([]);
    const file = join(mkdtempSync(join(tmpdir(), 'certificates-')), 'ca.pem');
    writeFileSync(file, rootCertificates[0] ?? '');
    expect(warned(file)).toEqual([]);
    rmSync(dirname(file), { recursive: true });
  });
});

it('without NODE_ENV it is production', () => {
  expect(read({})).toEqual(read({ NODE_ENV: 'production' }));
});

it('writes are not paced above all requests', () => {
  const pace = (requests: string, writes: string) => read({ GRAPH_PACE_REQUESTS: requests, GRAPH_PACE_WRITES: writes });
  expect(pace('100', '101')).toEqual([expect.stringMatching(/^GRAPH_PACE_WRITES must be at most/)]);
  for (const [requests, writes] of [
    ['100', '100'],
    ['0', '100'],
    ['100', '0'],
  ] as const) {
    expect(pace(requests, writes)).toMatchObject({ graph: { pace: { writes: Number(writes) } } });
  }
});

describe('a secret in a file', () => {
  it.each([
    ['as it is', 'fake-secret'],
    ['with a line break', 'fake-secret\n'],
    ['with line breaks of Windows', 'fake-secret\r\n\r\n'],
  ])('is read %s', (_how, content) => {
    const path = fileWith(content);
    expect(read({ ...registration, AZURE_CLIENT_SECRET_FILE: path })).toMatchObject({
      auth: { credential: { kind: 'secret-file', path } },
    });
  });

  it.each([
    ['is empty', '\n'],
    ['begins with a space', ' fake-secret'],
    ['ends with a space', 'fake-secret \n'],
  ])('is refused if it %s', (_what, content) => {
    expect(read({ ...registration, AZURE_CLIENT_SECRET_FILE: fileWith(content) })).toEqual([
      'AZURE_CLIENT_SECRET_FILE must be a file with one value, without white space at its start or end',
    ]);
  });

  it('is refused if it is missing, or beside the secret itself', () => {
    expect(read({ ...registration, AZURE_CLIENT_SECRET_FILE: join(folder, 'absent') })).toEqual([
      'AZURE_CLIENT_SECRET_FILE must be the path of a readable file (ENOENT)',
    ]);
    expect(
      read({ ...registration, AZURE_CLIENT_SECRET: 'fake-secret', AZURE_CLIENT_SECRET_FILE: fileWith('fake-secret') }),
    ).toEqual(['AZURE_CLIENT_SECRET must be the only credential; AZURE_CLIENT_SECRET_FILE must be absent']);
  });

  it('may be the URL of Redis', () => {
    const limit = { RATE_LIMIT_MAX: '10' };
    const url = 'redis://:fake-secret@redis.internal';
    expect(read({ ...limit, REDIS_URL_FILE: fileWith(`${url}\n`) })).toMatchObject({ redis: { url } });
    expect(read({ ...limit, REDIS_URL_FILE: fileWith('http://a') })).toEqual([
      'REDIS_URL_FILE must be a file with a Redis URL; / ? # in a password are percent-encoded',
    ]);
    expect(read({ ...limit, REDIS_URL: url, REDIS_URL_FILE: fileWith(url) })).toEqual([
      'REDIS_URL must be absent when REDIS_URL_FILE is set',
    ]);
  });
});

it('the manifest of trusted documents is read with everything else', () => {
  expect(read({ PORT: 'x', TRUSTED_DOCUMENTS: join(folder, 'absent') })).toEqual([
    expect.stringMatching(/^PORT must be/),
    'TRUSTED_DOCUMENTS must be the path of a readable file (ENOENT)',
  ]);
});

describe('a warning', () => {
  it.each([
    ['GRAPH_TIMEOUT', 'GRAPH_TIMEOUT_MS'],
    ['RATE_LIMIT', 'RATE_LIMIT_MAX'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['REDIS_PORT', 'REDIS_URL'],
    ['AUTH_AUDIENCES', 'AUTH_AUDIENCE'],
    ['SHUTDOWN_DELAY', 'SHUTDOWN_DELAY_MS'],
    ['FEDERATION_AUTHORISATION', 'FEDERATION_AUTHORIZATION'],
    ['METRIC_PORT', 'METRICS_PORT'],
  ])('names the nearest key for %s', (name, nearest) => {
    expect(warningsOf({ [name]: 'fake-secret' })).toEqual([
      `${name} is not a key and has no effect; the nearest key is ${nearest}`,
    ]);
  });

  const ofOthers = /^(?:HOST|PORT|NODE_ENV|LOG_LEVEL|\w+_PROXY|AZURE_\w+|OTEL_\w+)$/;

  it.each(Object.keys(environment).filter((key) => !ofOthers.test(key)))('comes for a name like %s', (key) => {
    expect(warningsOf({ [`${key}_X`]: 'fake-secret' })).toEqual([
      expect.stringContaining(`${key}_X is not a key and has no effect`),
    ]);
  });

  it.each([
    ['REDIS_PORT', 'tcp://10.0.0.1:6379'],
    ['REDIS_PORT_6379_TCP', 'tcp://10.0.0.1:6379'],
    ['REDIS_PORT_6379_TCP_ADDR', '10.0.0.1'],
    ['REDIS_SERVICE_HOST', '10.0.0.1'],
    ['REDIS_SERVICE_PORT_CLIENT', '6379'],
    ['AUTH_API_SERVICE_PORT', '80'],
    ['AZURE_REGION', 'westeurope'],
    ['GRAPHICS', 'on'],
    ['PATH', '/bin'],
  ])('does not come for %s=%s, which others set', (name, value) => {
    expect(warningsOf({ [name]: value })).toEqual([]);
  });

  it.each([
    [{ REQUEST_DEADLINE_MS: '1000' }, /^REQUEST_DEADLINE_MS is below GRAPH_TIMEOUT_MS/],
    [{ GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0' }, /^GRAPH_BASE_URL has the version v1\.0;/],
    [{ AZURE_CLIENT_SECRET: 'fake-secret' }, /^AZURE_CLIENT_SECRET has no effect when GRAPH_AUTH is forward$/],
    [{ AZURE_CLIENT_CERTIFICATE_PATH: 'a.pem' }, /^AZURE_CLIENT_CERTIFICATE_PATH has no effect/],
  ])('comes for %j', (variables, warning) => {
    expect(warningsOf(variables)).toEqual([expect.stringMatching(warning)]);
  });

  it('does not come for what clusters set for every process', () => {
    expect(warningsOf({ ...registration, GRAPH_AUTH: 'forward', AZURE_FEDERATED_TOKEN_FILE: 'absent' })).toEqual([]);
  });
});
