/** Bytes in and around the Authorization header that no well-behaved client sends. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, gatewayOverEmulator, referenceExample } from '../../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const body = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });

/** Sends the header lines byte for byte and reads until the gateway closes the connection. */
function exchange(headerLines: Buffer | string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // If the client still sends after the gateway has rejected the request, the connection may be reset.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    socket.write(Buffer.concat([Buffer.from(head), Buffer.from(headerLines), Buffer.from(`\r\n\r\n${body}`)]));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const authorization = (value: string | number[]): Buffer =>
  Buffer.concat([Buffer.from('Authorization: '), typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)]);

describe("a caller's token", () => {
  it.each<[string, string]>([
    ['of one character', 'Bearer a'],
    ['with a scheme in lower case', 'bearer aZ09-._~+/=='],
    ['with spaces behind its scheme', 'Bearer    a.b.c'],
    ['of 12,000 characters', `Bearer ${'a'.repeat(12_000)}`],
  ])('%s: goes to Graph byte for byte', async (_what, value) => {
    expect(statusOf(await exchange(authorization(value)))).toBe(200);
    expect(gateway.graph.requests.at(-1)?.headers.authorization).toBe(value);
  });

  it.each<[string, string | number[]]>([
    ['in UTF-8', 'Bearer å更🍎'],
    ['in Latin-1', [...Buffer.from('Bearer '), 0xe9]],
    ['of bytes that no script has', [...Buffer.from('Bearer '), 0x80, 0xff]],
    ['with a non-breaking space', [...Buffer.from('Bearer'), 0xa0, 0x61]],
    ['of two parts', 'Bearer a b'],
    ['with a tab', 'Bearer a\tb'],
    ['with a comma', 'Bearer a,b'],
    ['with a second scheme', 'Bearer a, Basic b'],
    ['in quotes', 'Bearer "a"'],
    ['with a semicolon', 'Bearer a; b=c'],
    ['with = inside', 'Bearer a=b'],
    ['with percent signs', 'Bearer a%0d%0ab'],
    ['with a backslash', 'Bearer a\\r\\nb'],
    ['of a scheme alone', 'Bearer '],
    ['behind the scheme twice', 'Bearer Bearer a'],
    ['of another scheme', 'Negotiate YII='],
    ['as a credential of a signature', 'AWS4-HMAC-SHA256 Credential=a'],
    ['in two headers', 'Bearer a\r\nAuthorization: Bearer b'],
    ['in two headers of different spelling', 'Bearer a\r\nAUTHORIZATION: Bearer a'],
    ['in an empty header and a good one', '\r\nauthorization: Bearer a'],
  ])('%s: UNAUTHENTICATED, and nothing is sent', async (_what, value) => {
    const before = gateway.graph.requests.length;
    const answer = await exchange(authorization(value));
    expect(statusOf(answer)).toBe(401);
    expect(answer).toContain('"code":"UNAUTHENTICATED"');
    expect(answer).toMatch(/^www-authenticate: Bearer realm="graph"/im);
    expectCalls(gateway.graph.requests, before);
  });

  it.each<[string, string | number[], number[]]>([
    ['with NUL', [...Buffer.from('Bearer a'), 0, 0x62], [400]],
    ['with a bare carriage return', 'Bearer a\rX-Evil: 1', [400]],
    ['with a bare line feed', 'Bearer a\nX-Evil: 1', [400]],
    ['folded over two lines', 'Bearer\r\n a', [400]],
    ['with an escape character', [...Buffer.from('Bearer a'), 0x1b], [400, 401]],
    ['with a deleted character', [...Buffer.from('Bearer a'), 0x7f], [400, 401]],
    ['longer than the 16 KiB of all headers', `Bearer ${'a'.repeat(17_000)}`, [431]],
    ['of 1 MiB', `Bearer ${'a'.repeat(1024 * 1024)}`, [431]],
  ])('%s: rejected by HTTP, and nothing is sent', async (_what, value, statuses) => {
    const before = gateway.graph.requests.length;
    const status = statusOf(await exchange(authorization(value)));
    // A reset may overtake the response to megabytes of headers.
    expect([...statuses, Number.NaN]).toContain(status);
    expectCalls(gateway.graph.requests, before);
  });

  it('with a line break sets no header of Graph', () => {
    for (const { headers } of gateway.graph.requests) {
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'authorization',
        'client-request-id',
        'connection',
        'content-length',
        'content-type',
        'host',
      ]);
    }
  });
});
