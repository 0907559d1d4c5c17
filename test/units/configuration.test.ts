/** Each key of the environment accepts exactly the values that its row allows, and a problem begins with the key. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config/config-error.js';
import { readConfig } from '../../src/config/config.js';
import { environment, readEnvironment, type Environment } from '../../src/config/environment.js';

const rows = Object.entries(environment).map(([key, { allowed }]) => [key, allowed] as const);

function problemsOf(key: string, value: string): readonly string[] {
  const problems: string[] = [];
  readEnvironment({ [key]: value }, problems);
  return problems;
}

const refused = (key: string): unknown[] => [expect.stringMatching(new RegExp(`^${key} must be `))];

const numbers = rows.flatMap(([key, allowed]) => {
  const [, lowest, highest] = /^(\d+) to (\d+)(?: ms)?$/.exec(allowed) ?? [];
  return lowest === undefined ? [] : [[key, Number(lowest), Number(highest)] as const];
});

const choices = rows.flatMap(([key, allowed]) => {
  const found = [...allowed.matchAll(/`([\w/-]+)`(?:, |$)/g)].map(([, choice = '']) => choice);
  return found.length > 1 ? [[key, found] as const] : [];
});

describe('a number', () => {
  it.each(numbers)('%s is a whole number from %i to %i', (key, lowest, highest) => {
    for (const value of [lowest, highest]) expect(problemsOf(key, String(value))).toEqual([]);
    for (const value of [lowest - 1, highest + 1, `${lowest}.5`, `${lowest} `, `+${highest}`, '1e1', '0x1', 'x']) {
      expect([value, problemsOf(key, String(value))]).toEqual([value, refused(key)]);
    }
  });
});

describe('a choice', () => {
  it.each(choices)('%s is one of %j', (key, found) => {
    for (const value of found) expect(problemsOf(key, value)).toEqual([]);
    for (const value of ['x', `${found[0]} `, found[0]?.toUpperCase() ?? '']) {
      expect([value, problemsOf(key, value)]).toEqual([value, refused(key)]);
    }
  });
});

/** A key of each form, with values that have it and values that have not. */
const forms: readonly (readonly [key: string, good: readonly string[], bad: readonly string[]])[] = [
  [
    'HOST',
    ['::1', '::', '0.0.0.0', 'gateway.internal', 'my_gateway'],
    ['a b', 'http://a', '0.0.0.0,::', '[::1]', '0.0.0.0:4000', 'gateway:4000'],
  ],
  [
    'GRAPH_BASE_URL',
    ['https://graph.microsoft.us/v1.0', 'http://127.0.0.1:4001/beta', 'http://[::1]/beta', 'http://localhost/beta'],
    [
      'graph',
      'http://graph.example/beta',
      'https://user@graph.example/beta',
      'https://:secret@graph.example/beta',
      'https://graph.example/beta?a=b',
      'https://graph.example/beta#a',
      'https://graph.example',
      'ftp://graph.example/beta',
    ],
  ],
  [
    'REDIS_URL',
    [
      'redis://redis.internal:6379',
      'rediss://:secret@redis.internal',
      'redis://a:1,b:2,[::1]:3',
      'rediss://user:a%2Cb%40@a,b/2',
      'redis://a?family=6',
    ],
    [
      'redis',
      'http://a',
      'redis://',
      'redis://:secret@a ',
      'redis://a,',
      'redis://:secret@a,http://b',
      'redis://a,b:secret',
      'redis://:secret%@a',
    ],
  ],
  [
    'REDIS_NAT_MAP',
    ['10.0.0.1:6379=redis.contoso.com:7001', '[fd00::1]:1=[::1]:2, a:3=b:4'],
    ['10.0.0.1', '10.0.0.1=a:1', 'a:1=b', 'a:1=b:secret', 'a:1=b:2,', 'a:99999=b:1', 'a:1=b:2 c:3=d:4'],
  ],
  ['REDIS_TIMEOUT_MS', ['50', '1000'], ['49', '1001', '0.5', '1s']],
  [
    'HTTPS_PROXY',
    [
      'http://proxy.contoso.com:8080',
      'https://proxy.contoso.com',
      'proxy.contoso.com:8080',
      'http://a:%3Asecret@proxy',
    ],
    ['socks5://proxy', 'http://', 'http://proxy/path', 'http://proxy?a=b', 'http://a:secret%@proxy', 'a b'],
  ],
  [
    'CORS_ORIGINS',
    ['https://app.contoso.com', 'https://a.example, http://b.example:8080'],
    ['*', 'https://*.contoso.com', 'https://a.example/', 'https://a.example,', 'app.contoso.com', 'null'],
  ],
  ['AZURE_CLIENT_SECRET', ['fake-secret', 'fake secret'], ['fake-secret ', '\nfake-secret', 'fake-secret\t']],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    ['http://collector:4318', 'https://otlp.contoso.com/otlp/', 'http://[::1]:4318'],
    ['collector:4318', 'grpc://collector:4317', 'http://', 'http://a:secret@b', 'http://a?secret', 'http://a#b', 'a b'],
  ],
  [
    'OTEL_EXPORTER_OTLP_HEADERS',
    ['api-key=secret', 'a=b, c=d%20e ,', 'authorization=Basic%20c2VjcmV0', 'a=b=c', 'a='],
    ['secret', '=secret', 'a=b,secret', 'a=secret%', 'a b=secret', 'a=sec\nret'],
  ],
  ['OTEL_TRACES_SAMPLER_ARG', ['0', '1', '0.01', '.5', '1.0'], ['-1', '1.1', '1e-2', 'x', '0,5', ' 1']],
  ['CORS_HEADERS', ['sentry-trace', 'X-Tenant, x-b3-traceid'], ['*', 'a b', 'a,', 'a:b', 'a\nb', '"a"']],
];

it.each(forms)('%s is a value of its form', (key, good, bad) => {
  for (const value of good) expect([value, problemsOf(key, value)]).toEqual([value, []]);
  for (const value of bad) {
    const problems = problemsOf(key, value);
    expect([value, problems]).toEqual([value, refused(key)]);
    expect(problems[0]).not.toContain('secret');
  }
});

it('every form of values that is neither a number nor a choice nor any text is in that table', () => {
  const allowedOf = new Map<string, string>(rows);
  const shown = [...numbers, ...choices, ...forms].map(([key]) => allowedOf.get(key));
  const hidden = rows.filter(([key, allowed]) => problemsOf(key, '\n').length > 0 && !shown.includes(allowed));
  expect(hidden.map(([key]) => `the form of ${key} is not shown`)).toEqual([]);
});

it('every key has a description and says which values it allows', () => {
  for (const [key, row] of Object.entries(environment)) {
    expect([key, row]).toEqual([
      key,
      expect.objectContaining({ desc: expect.stringMatching(/./), allowed: expect.stringMatching(/./) }),
    ]);
  }
});

/** Every key counts here. */
const everyKeyCounts: Record<string, string> = {
  GRAPH_AUTH: 'on-behalf-of',
  AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  AZURE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  AZURE_CLIENT_SECRET: 'fake-secret',
  TRUSTED_DOCUMENTS: 'test/operations/persisted-query-manifest.json',
  RATE_LIMIT_MAX: '10',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
};

describe('a key that is set', () => {
  /** Another value that the validator accepts. Any text is valid for rows of any text. */
  const others: Record<string, string> = {
    GRAPH_BASE_URL: 'https://graph.example/beta',
    REDIS_URL: 'redis://redis.internal',
    REDIS_NAT_MAP: 'a:1=b:2',
    CORS_ORIGINS: 'https://app.contoso.com',
    NODE_ENV: 'development',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://other:4318',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v2/traces',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=secret',
    OTEL_TRACES_SAMPLER_ARG: '0.5',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    TRUSTED_DOCUMENTS_MODE: 'optional',
    ...Object.fromEntries(numbers.map(([key, , highest]) => [key, String(highest)])),
  };
  const otherOf = (key: string): string => {
    const isDefault = (choice: string): boolean => choice === environment[key as keyof Environment].default;
    const choice = choices
      .find(([name]) => name === key)?.[1]
      .find((one) => !isDefault(one) && one !== everyKeyCounts[key]);
    return others[key] ?? choice ?? 'other';
  };
  const outcomeOf = (variables: Record<string, string>): unknown => {
    try {
      return readConfig(variables);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  it.each(Object.keys(environment))('%s has an effect', (key) => {
    const other = otherOf(key);
    expect(problemsOf(key, other)).toEqual([]);
    expect(outcomeOf({ ...everyKeyCounts, [key]: other })).not.toEqual(outcomeOf(everyKeyCounts));
  });
});

it('reports the problems of all keys together, in one error', () => {
  const read = (): unknown =>
    readConfig({ PORT: 'x', LOG_LEVEL: 'loud', GRAPH_AUTH: 'application', TRUSTED_DOCUMENTS_MODE: 'only' });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow('The configuration has 6 problems');
});

it('counts an empty variable as absent', () => {
  const empty = Object.fromEntries(Object.keys(environment).map((key) => [key, '']));
  expect(readConfig(empty)).toEqual(readConfig({}));
});

it('is frozen, each group of it too', () => {
  const config = readConfig({ GRAPH_PACE_WRITES: '100', RATE_LIMIT_MAX: '2', CORS_ORIGINS: 'https://a.example' });
  expect([config, ...Object.values(config)].every(Object.isFrozen)).toBe(true);
});

it('every value is used outside src/config, and not only in the type of an option', () => {
  // in-force.ts is what the log says of the configuration.
  const files = [...globSync('src/**/*.ts', { exclude: ['src/{config,demo,emulator}/**'] }), 'src/config/in-force.ts'];
  const parts = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b(?!\\??:)`).test(parts);
  const names = Object.entries(readConfig(everyKeyCounts)).flatMap(([group, values]) =>
    Object.keys(values).map((name) => [group, name] as const),
  );
  expect(names.filter(([, name]) => !isUsed(name)).map(([group, name]) => `${group}.${name} has no use`)).toEqual([]);
});

describe('where traces go', () => {
  const urlOf = (variables: Record<string, string>): string | undefined => readConfig(variables).telemetry.tracing?.url;
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
  const OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = 'https://traces.contoso.com/in';

  it('is below the endpoint of all signals, or the endpoint of traces as it is', () => {
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT })).toBe('http://collector:4318/v1/traces');
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a/otlp/' })).toBe('http://a/otlp/v1/traces');
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT })).toBe(
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
    );
  });

  it('is nowhere without an endpoint, and where a key says so', () => {
    expect(urlOf({})).toBeUndefined();
    expect(urlOf({ OTEL_SERVICE_NAME: 'a', OTEL_TRACES_SAMPLER: 'always_on' })).toBeUndefined();
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
    expect(urlOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  });

  it('OTEL_SERVICE_NAME names the service, or else OTEL_RESOURCE_ATTRIBUTES', () => {
    const nameOf = (variables: Record<string, string>): string | undefined =>
      readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, ...variables }).telemetry.tracing?.serviceName;
    const OTEL_RESOURCE_ATTRIBUTES = 'service.name=a%20b,team=c';
    expect(nameOf({ OTEL_RESOURCE_ATTRIBUTES })).toBe('a b');
    expect(nameOf({ OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME: 'd' })).toBe('d');
    expect(nameOf({})).toBe('macos-software-update-gateway');
  });
});
