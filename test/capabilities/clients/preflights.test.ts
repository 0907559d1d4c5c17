/** What a browser asks before it sends a page's request: which headers the page may set, and from which network. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usualHeaders } from '../../../src/http/cors.js';
import { expectCalls } from '../../support/expect-calls.js';
import { until } from '../../support/until.js';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';
import type { Emulator } from '../../../src/emulator/graph/index.js';

const origin = 'https://app.contoso.com';
let gateway: TestGateway & { graph: Emulator };

beforeAll(async () => {
  const environment = { NODE_ENV: 'production', CORS_ORIGINS: origin, CORS_HEADERS: 'x-session, X-Tenant' };
  gateway = await gatewayOverEmulator({}, environment);
});
afterAll(() => gateway.stop());

const preflight = (headers: Record<string, string>): Promise<Response> =>
  fetch(gateway.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', ...headers } });

/** As a browser decides it: every header must be named, in any case. */
async function mayBeSet(names: readonly string[]): Promise<boolean> {
  const answer = await preflight({ 'access-control-request-headers': names.join(',') });
  const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(/, */);
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  return names.every((name) => allowed.includes(name.toLowerCase()));
}

describe('a page of an allowed origin may set', () => {
  const plain = ['authorization', 'content-type'];

  it.each<[string, string[]]>([
    ['Apollo Client', plain],
    ['Apollo Client with clientAwareness', ['apollographql-client-name', 'apollographql-client-version', ...plain]],
    ['Apollo Client that reads by GET', ['x-apollo-operation-name', 'apollo-require-preflight', ...plain]],
    ['a client that asks for a preflight', ['GraphQL-Require-Preflight', ...plain]],
    ['OpenTelemetry', ['traceparent', 'tracestate', 'baggage', ...plain]],
    ['a client that repeats its creations', ['Idempotency-Key', 'x-request-id', ...plain]],
    ['Sentry', ['sentry-trace', 'baggage', ...plain]],
    ['what CORS_HEADERS adds', ['x-session', 'x-tenant', 'baggage', ...plain]],
  ])('the headers of %s', async (_client, headers) => {
    expect(await mayBeSet(headers)).toBe(true);
    expectCalls(gateway.graph.requests, 0);
  });

  it('no other headers', async () => {
    expect(await mayBeSet(['x-other'])).toBe(false);
  });

  it('what the documentation names', () => {
    const text = readFileSync('docs/configuration.md', 'utf8');
    const [, sentence = ''] = /pages may set the headers that common clients set: ([^.]*)\./.exec(text) ?? [];
    expect(sentence.match(/[a-z-]+(?=`)/g)?.sort()).toEqual([...usualHeaders].sort());
  });
});

describe.each(['private-network', 'local-network'])('a preflight that asks for access to a %s', (network) => {
  const asks = { [`access-control-request-${network}`]: 'true' };
  const answerTo = async (headers: Record<string, string>): Promise<string | null> =>
    (await preflight(headers)).headers.get(`access-control-allow-${network}`);

  it('gets it from an allowed origin, when it asks', async () => {
    expect(await answerTo(asks)).toBe('true');
    expect(await answerTo({})).toBeNull();
  });

  it('gets nothing from another origin', async () => {
    expect(await answerTo({ ...asks, origin: 'https://app.contoso.com.evil.example' })).toBeNull();
  });
});

describe('the log of a preflight', () => {
  interface Line {
    msg: string;
    level: string;
  }
  /** What is logged of one preflight, without the fields of every line. */
  async function logged(headers: Record<string, string>): Promise<object[]> {
    const id = `preflight-${randomUUID()}`;
    const { status } = await preflight({ 'x-request-id': id, ...headers });
    expect(status).toBe(204);
    const ofRequest = (): (Line & Record<string, unknown>)[] =>
      gateway
        .log()
        .split('\n')
        .filter((line) => line.includes(id))
        .map((line) => JSON.parse(line) as Line & Record<string, unknown>);
    await until(() => ofRequest().some(({ msg }) => msg === 'answered'));
    return ofRequest()
      .filter(({ msg }) => msg.startsWith('A preflight'))
      .map(({ level, refused, origin: from, method, headers: names }) => ({ level, refused, from, method, names }));
  }

  const foreign = 'https://app.contoso.com.evil.example';

  it.each<[string, Record<string, string>, Record<string, unknown>]>([
    ['a foreign origin', { origin: foreign }, { refused: ['origin'], from: foreign }],
    ['a method', { 'access-control-request-method': 'PUT' }, { refused: ['method'], method: 'PUT' }],
    [
      'a header',
      { 'access-control-request-headers': 'authorization,x-other' },
      { refused: ['headers'], names: 'authorization,x-other' },
    ],
    [
      'all three',
      { origin: 'null', 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'x-other' },
      { refused: ['origin', 'method', 'headers'], from: 'null', method: 'DELETE', names: 'x-other' },
    ],
  ])('says at debug that %s is refused, and what was asked for', async (_what, headers, expected) => {
    const asked = { from: origin, method: 'POST', names: '' };
    expect(await logged(headers)).toEqual([{ level: 'debug', ...asked, ...expected }]);
  });

  it.each<[string, Record<string, string>]>([
    ['POST', { 'access-control-request-headers': 'Authorization, CONTENT-TYPE' }],
    ['GET', { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' }],
    ['HEAD', { 'access-control-request-method': 'HEAD' }],
  ])('says nothing of an allowed %s', async (_method, headers) => {
    expect(await logged(headers)).toEqual([]);
  });

  it('is short, whatever was asked for', async () => {
    const [line] = await logged({
      origin: `https://${'a'.repeat(2000)}`,
      'access-control-request-headers': 'x'.repeat(5000),
    });
    expect(line).toMatchObject({ refused: ['origin', 'headers'] });
    expect(JSON.stringify(line).length).toBeLessThan(800);
  });
});
