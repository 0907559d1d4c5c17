/** What is sent to Graph again: docs/adr/0004-when-a-write-is-unknown.md. */
import { describe, expect, it } from '@jest/globals';
import { errorCodes, GatewayError, type ErrorCode, type ErrorDetails } from '../../src/core/gateway-error.js';
import { NotJsonError } from '../../src/graph/graph-failure.js';
import { mayRetry, needsFreshConnection } from '../../src/graph/policies/may-retry.js';

/** `null`: no status came. */
function failure(code: ErrorCode, status: number | null, details: ErrorDetails = {}): GatewayError {
  const graph = { status, code: null, requestId: null, clientRequestId: null, date: null };
  return new GatewayError(code, 'failed', { graph, ...details });
}

const notSent = (code: ErrorCode): GatewayError => new GatewayError(code, 'failed');
const asked = { retryAfterSeconds: 0 };
const page = { cause: new NotJsonError('not JSON') };

describe('a failed call', () => {
  it.each<[what: string, error: GatewayError, read: boolean, write: boolean]>([
    ['429', failure('RATE_LIMITED', 429), true, true],
    ['429 that names a time', failure('RATE_LIMITED', 429, asked), true, true],
    ['no answer in time, nothing written', failure('GRAPH_TIMEOUT', null), true, true],
    ['no connection', failure('GRAPH_UNAVAILABLE', null), true, true],
    ['an answer that breaks off', failure('GRAPH_UNAVAILABLE', 200), true, false],
    ['399', failure('GRAPH_UNAVAILABLE', 399), true, false],
    ['400', failure('GRAPH_UNAVAILABLE', 400), false, false],
    ['500', failure('GRAPH_UNAVAILABLE', 500), false, false],
    ['500 that names a time', failure('GRAPH_UNAVAILABLE', 500, asked), false, false],
    ['501', failure('GRAPH_UNAVAILABLE', 501), false, false],
    ['502', failure('GRAPH_UNAVAILABLE', 502), true, false],
    ['503', failure('GRAPH_UNAVAILABLE', 503), true, false],
    ['503 that names a time', failure('GRAPH_UNAVAILABLE', 503, asked), true, true],
    ['504', failure('GRAPH_UNAVAILABLE', 504), true, false],
    ['504 that names a time', failure('GRAPH_UNAVAILABLE', 504, asked), true, false],
    ['505', failure('GRAPH_UNAVAILABLE', 505), false, false],
    ['rejected by the circuit', notSent('GRAPH_UNAVAILABLE'), false, false],
    ['a page in place of JSON', failure('GRAPH_BAD_RESPONSE', 200, page), true, false],
    ['JSON that breaks its metadata', failure('GRAPH_BAD_RESPONSE', 200), false, false],
    ['a lost answer', failure('OUTCOME_UNKNOWN', null, page), false, false],
  ])('%s: is repeated as a read and as a write as the table says', (_what, error, read, write) => {
    expect({ read: mayRetry(error, 'read'), write: mayRetry(error, 'write') }).toEqual({ read, write });
  });

  const passing = ['RATE_LIMITED', 'GRAPH_TIMEOUT', 'GRAPH_UNAVAILABLE', 'GRAPH_BAD_RESPONSE'];
  const final = (Object.keys(errorCodes) as ErrorCode[]).filter((code) => !passing.includes(code));

  it.each(final)('%s: is never repeated', (code) => {
    for (const status of [null, 200, 429, 503]) {
      const error = failure(code, status, { ...asked, ...page });
      expect([mayRetry(error, 'read'), mayRetry(error, 'write')]).toEqual([false, false]);
    }
  });
});

describe('the connection of the next try', () => {
  it.each<[what: string, error: GatewayError, isFresh: boolean]>([
    ['no answer', failure('GRAPH_UNAVAILABLE', null), true],
    ['an answer that breaks off', failure('GRAPH_UNAVAILABLE', 200), true],
    ['399', failure('GRAPH_UNAVAILABLE', 399), true],
    ['400', failure('GRAPH_UNAVAILABLE', 400), false],
    ['502', failure('GRAPH_UNAVAILABLE', 502), false],
    ['503', failure('GRAPH_UNAVAILABLE', 503), true],
    ['504', failure('GRAPH_UNAVAILABLE', 504), false],
    ['no answer in time', failure('GRAPH_TIMEOUT', null), false],
    ['429', failure('RATE_LIMITED', 429), false],
    ['a failure before anything was sent', notSent('GRAPH_UNAVAILABLE'), true],
  ])('after %s is a new one: %#', (_what, error, isFresh) => {
    expect(needsFreshConnection(error)).toBe(isFresh);
  });
});
