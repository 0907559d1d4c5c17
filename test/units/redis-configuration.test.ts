/** The keys of Redis: what they say together, and what does not go together. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config/config-error.js';
import { readConfig, type Config } from '../../src/config/config.js';

const folder = mkdtempSync(join(tmpdir(), 'redis-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileWith = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const ca = rootCertificates[0] as string;
const caPath = fileWith('ca.pem', ca);

function read(variables: Record<string, string>): Config['redis'] | readonly string[] {
  try {
    return readConfig(variables).redis;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('REDIS_MODE', () => {
  it('is one Redis by default', () => {
    expect(read({ REDIS_URL: 'redis://redis.internal/3' })).toMatchObject({
      mode: 'single',
      url: 'redis://redis.internal/3',
      addresses: [{ host: 'redis.internal', port: 6379 }],
      tls: false,
      ca: undefined,
      sentinel: undefined,
      natMap: undefined,
    });
  });

  it('a password with a bare slash is rejected with the reason, and without the password', () => {
    const problems = read({ REDIS_URL: 'rediss://:fake/a+b=@redis.contoso.com:6380' });
    expect(problems).toEqual([
      expect.stringMatching(/^REDIS_URL must be .* \/ \? # in a password are percent-encoded$/),
    ]);
    expect(JSON.stringify(problems)).not.toContain('fake');
    expect(read({ REDIS_URL: 'rediss://:fake%2Fa+b=@redis.contoso.com:6380' })).toMatchObject({
      password: 'fake/a+b=',
    });
  });

  it('cluster: the URL has some of its nodes', () => {
    const natMap = '10.0.0.1:6379=redis.contoso.com:7001,[fd00::1]:1=[::1]:2';
    const url = 'rediss://gateway:a%2Cb%40@one,two:7000';
    expect(read({ REDIS_URL: url, REDIS_MODE: 'cluster', REDIS_CA_PATH: caPath, REDIS_NAT_MAP: natMap })).toEqual({
      mode: 'cluster',
      url,
      addresses: [
        { host: 'one', port: 6379 },
        { host: 'two', port: 7000 },
      ],
      username: 'gateway',
      password: 'a,b@',
      database: 0,
      tls: true,
      ca,
      sentinel: undefined,
      natMap: { '10.0.0.1:6379': { host: 'redis.contoso.com', port: 7001 }, 'fd00::1:1': { host: '::1', port: 2 } },
      timeoutMs: 250,
    });
  });

  it('sentinel: the URL has the Sentinels, with the password and the database of Redis', () => {
    const file = fileWith('sentinel', 'fake-secret\n');
    const sentinels = { REDIS_URL: 'redis://:fake@one,[::1]:5000/2', REDIS_MODE: 'sentinel', REDIS_SENTINEL_NAME: 'm' };
    const expected = {
      mode: 'sentinel',
      addresses: [
        { host: 'one', port: 26_379 },
        { host: '::1', port: 5000 },
      ],
      password: 'fake',
      database: 2,
    };
    expect(read({ ...sentinels, REDIS_SENTINEL_PASSWORD_FILE: file })).toMatchObject({
      ...expected,
      sentinel: { name: 'm', password: 'fake-secret' },
    });
    expect(read(sentinels)).toMatchObject({ ...expected, sentinel: { name: 'm', password: undefined } });
  });
});

describe('a combination is refused', () => {
  const cluster = { REDIS_URL: 'redis://a', REDIS_MODE: 'cluster' };
  const sentinel = { REDIS_URL: 'redis://a', REDIS_MODE: 'sentinel', REDIS_SENTINEL_NAME: 'm' };
  it.each<[Record<string, string>, string]>([
    [{ REDIS_MODE: 'single' }, 'REDIS_MODE must be absent without REDIS_URL, where it has no effect'],
    [{ REDIS_CA_PATH: caPath }, 'REDIS_CA_PATH must be absent without REDIS_URL, where it has no effect'],
    [
      { REDIS_SENTINEL_NAME: 'm' },
      'REDIS_SENTINEL_NAME must be absent when REDIS_MODE is not sentinel, where it has no effect',
    ],
    [
      { ...cluster, REDIS_SENTINEL_PASSWORD: 'fake-secret' },
      'REDIS_SENTINEL_PASSWORD must be absent when REDIS_MODE is not sentinel, where it has no effect',
    ],
    [
      { REDIS_URL: 'redis://a', REDIS_NAT_MAP: 'a:1=b:2' },
      'REDIS_NAT_MAP must be absent when REDIS_MODE is single, where it has no effect',
    ],
    [{ ...sentinel, REDIS_SENTINEL_NAME: '' }, 'REDIS_SENTINEL_NAME must be set when REDIS_MODE is sentinel'],
    [
      { ...sentinel, REDIS_SENTINEL_PASSWORD: 'a', REDIS_SENTINEL_PASSWORD_FILE: fileWith('password', 'b') },
      'REDIS_SENTINEL_PASSWORD must be absent when REDIS_SENTINEL_PASSWORD_FILE is set',
    ],
    [{ REDIS_URL: 'redis://a,b' }, 'REDIS_URL must have one host when REDIS_MODE is single'],
    [{ REDIS_URL_FILE: fileWith('url', 'redis://a,b') }, 'REDIS_URL_FILE must have one host when REDIS_MODE is single'],
    [
      { ...cluster, REDIS_URL: 'redis://a,b/1' },
      'REDIS_URL must end after its hosts when REDIS_MODE is cluster, which has one database and no options',
    ],
    [
      { ...sentinel, REDIS_URL: 'redis://a,b/1?family=6' },
      'REDIS_URL must end after its hosts or the number of a database when REDIS_MODE is sentinel',
    ],
    [
      { REDIS_URL: 'redis://a', REDIS_CA_PATH: caPath },
      'REDIS_CA_PATH must be absent unless REDIS_URL begins with rediss://; without TLS it has no effect',
    ],
    [
      { REDIS_URL: 'rediss://a', REDIS_CA_PATH: fileWith('no.pem', 'text') },
      'REDIS_CA_PATH must be a file with certificates in PEM',
    ],
    [
      { REDIS_URL: 'rediss://a', REDIS_CA_PATH: join(folder, 'absent') },
      'REDIS_CA_PATH must be the path of a readable file (ENOENT)',
    ],
  ])('%j', (variables, problem) => {
    expect(read(variables)).toEqual([problem]);
  });
});
