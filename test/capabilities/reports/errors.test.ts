import { describe, expect, it } from '@jest/globals';
import { maxRetries } from '../../../src/graph/policies/graph-policies.js';
import { expectRefused } from '../../support/expect-answer.js';
import { patience } from '../../support/patience.js';
import { refusingPort } from '../../support/ports.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph } from '../../support/start.js';

const inJson = (message: string): string => JSON.stringify({ _version: 3, Message: message, CustomApiErrorPhrase: '' });
const innerId = '5f0b2c1a-1111-4222-8333-444455556666';
const outerId = '6a1c3d2b-1111-4222-8333-444455556666';
const error = (code: string, message: string): string =>
  JSON.stringify({ error: { code, message, innerError: { 'request-id': innerId, date: '2026-11-23T10:00:00' } } });
const html = '<!DOCTYPE html><html><body>Bad Gateway at https://internal.example.com</body></html>';

/** A read with one of these codes is retried. */
const notJson = ['a success in HTML', 'a truncated success', 'an empty success'];
const read = 'query { macOSSoftwareUpdateAccountSummary(id: "a") { id } }';

describe('each response of Graph has one code', () => {
  it.each<[string, number, string, Record<string, string>, string, string]>([
    [
      '400 without a route',
      400,
      error('No method match route template', 'No OData route exists'),
      {},
      'GRAPH_OPERATION_NOT_OFFERED',
      'GRAPH_OPERATION_NOT_OFFERED',
    ],
    [
      '400 JSON-in-message',
      400,
      error('BadRequest', inJson('Bad value - Operation ID (x): 1')),
      {},
      'GRAPH_REJECTED',
      'GRAPH_REJECTED',
    ],
    ['401', 401, error('InvalidAuthenticationToken', 'expired'), {}, 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
    [
      '403 doubly nested',
      403,
      error('UnknownError', JSON.stringify({ ErrorCode: 'Forbidden', Message: inJson('No rights') })),
      {},
      'FORBIDDEN',
      'FORBIDDEN',
    ],
    ['404', 404, error('ResourceNotFound', 'none'), {}, 'NOT_FOUND', 'NOT_FOUND'],
    ['409', 409, error('Conflict', 'x'), {}, 'CONFLICT', 'CONFLICT'],
    ['412', 412, error('PreconditionFailed', 'x'), {}, 'PRECONDITION_FAILED', 'PRECONDITION_FAILED'],
    ['429', 429, error('TooManyRequests', 'x'), { 'retry-after': '2000.128' }, 'RATE_LIMITED', 'RATE_LIMITED'],
    ['500 in Graph’s words', 500, error('InternalError', 'x'), {}, 'GRAPH_UNAVAILABLE', 'GRAPH_UNAVAILABLE'],
    ['500 in HTML', 500, html, {}, 'GRAPH_UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['502', 502, html, {}, 'GRAPH_UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['503 with Retry-After', 503, '', { 'retry-after': '3000' }, 'GRAPH_UNAVAILABLE', 'GRAPH_UNAVAILABLE'],
    ['504', 504, error('UnknownError', ''), {}, 'GRAPH_UNAVAILABLE', 'OUTCOME_UNKNOWN'],
    ['a redirect', 302, '', { location: 'http://127.0.0.1:9/' }, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    ['a success in HTML', 201, html, {}, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    ['a truncated success', 201, '{"id": "a', {}, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    ['an empty success', 201, '', {}, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    ['a success of another type', 201, '[1]', {}, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    ['a success without id', 201, '{"displayName":"a"}', {}, 'GRAPH_BAD_RESPONSE', 'OUTCOME_UNKNOWN'],
    [
      'a success over 10 MiB',
      201,
      `{"id":"${'a'.repeat(10 * 1024 * 1024)}"}`,
      {},
      'GRAPH_BAD_RESPONSE',
      'OUTCOME_UNKNOWN',
    ],
  ])('%s', async (name, status, body, headers, readCode, writeCode) => {
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      response.writeHead(status, { 'request-id': outerId, ...headers }).end(body);
    });
    const gateway = await gatewayOver(graph.url);
    try {
      for (const [answer, code] of [
        [await gateway.send(read), readCode],
        // Another caller, because a throttled caller pauses.
        [
          await gateway.send(createMutation, { input: referenceExample }, { authorization: 'Bearer of-grace' }),
          writeCode,
        ],
      ] as const) {
        expect(answer.json.errors).toHaveLength(1);
        expectRefused(answer, { code, extensions: { graph: { status, requestId: outerId } } });
        expect(answer.text).not.toMatch(/https?:|DOCTYPE|Operation ID|_version/);
      }
      const isAskedAgain = [502, 504].includes(status) || notJson.includes(name);
      expect(graph.calls()).toBe(isAskedAgain ? 1 + maxRetries + 1 : 2);
    } finally {
      await gateway.stop();
      await graph.stop();
    }
  });

  it.each<[string, 'hang' | 'reset', string, string]>([
    ['no answer in time', 'hang', 'GRAPH_TIMEOUT', 'OUTCOME_UNKNOWN'],
    ['a connection lost after sending', 'reset', 'GRAPH_UNAVAILABLE', 'OUTCOME_UNKNOWN'],
  ])('%s', async (_name, how, readCode, writeCode) => {
    const graph = await scriptedGraph((request) => {
      if (how === 'reset') request.socket.destroy();
    });
    const gateway = await gatewayOver(graph.url, how === 'hang' ? patience.forCall : {});
    try {
      expectRefused(await gateway.send(read), { code: readCode });
      const written = await gateway.send(createMutation, { input: referenceExample });
      expectRefused(written, { code: writeCode });
    } finally {
      await gateway.stop();
      await graph.stop();
    }
  });

  it('a Graph that cannot be reached: GRAPH_UNAVAILABLE for both', async () => {
    const gateway = await gatewayOver(`http://127.0.0.1:${await refusingPort()}/beta`);
    expectRefused(await gateway.send(read), { code: 'GRAPH_UNAVAILABLE' });
    const written = await gateway.send(createMutation, { input: referenceExample });
    expectRefused(written, { code: 'GRAPH_UNAVAILABLE' });
    await gateway.stop();
  });

  it('a client that disconnects cancels the call to Graph', async () => {
    let arrived: () => void = () => undefined;
    let cancelled: () => void = () => undefined;
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
    const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
    const graph = await scriptedGraph((request) => {
      request.socket.once('close', cancelled);
      arrived();
    });
    const gateway = await gatewayOver(graph.url);
    const caller = new AbortController();
    const call = fetch(gateway.url, {
      method: 'POST',
      signal: caller.signal,
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: read }),
    }).catch(() => 'left');
    await hasArrived;
    caller.abort();
    expect(await call).toBe('left');
    await wasCancelled;
    await gateway.stop();
    await graph.stop();
  });
});
