/** What a browser asks before it sends a page's request: which headers the page may set, and from which network. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usualHeaders } from '../../../src/http/cors.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';
import type { Emulator } from '../../../src/emulator/graph/index.js';

const origin = 'https://app.contoso.com';
let gateway: TestGateway & { graph: Emulator };

beforeAll(async () => {
  const environment = { NODE_ENV: 'production', CORS_ORIGINS: origin, CORS_HEADERS: 'sentry-trace, X-Tenant' };
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
    ['what CORS_HEADERS adds', ['sentry-trace', 'x-tenant', 'baggage', ...plain]],
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
