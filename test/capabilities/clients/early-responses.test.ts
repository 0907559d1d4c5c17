/**
 * A response that is given before the body has arrived reaches a client that still sends, as nginx does over HTTP/1.0: it
 * would report a connection that is reset while it writes as its own 502.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';

let gateway: TestGateway;
let limited: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverEmulator({}, { NODE_ENV: 'production' });
  limited = await gatewayOverEmulator({}, { RATE_LIMIT_MAX: '1' });
  await limited.send('{ __typename }');
});
afterAll(async () => {
  await gateway.stop();
  await limited.stop();
});

interface Outcome {
  readonly heard: string;
  readonly error: string | undefined;
}

/** Sends the head, then the body in pieces; reads only after it has sent all, or cannot send more. */
function sendAll(url: string, head: readonly string[], bytes: number): Promise<Outcome> {
  const { hostname, port } = new URL(url);
  const piece = Buffer.alloc(64 * 1024, 'a');
  return new Promise((resolve) => {
    let heard = '';
    let error: string | undefined;
    let left = bytes;
    const socket = connect({ port: Number(port), host: hostname });
    const sendMore = (): void => {
      while (left > 0) {
        const chunk = piece.subarray(0, Math.min(left, piece.length));
        left -= chunk.length;
        if (!socket.write(chunk)) return void socket.once('drain', sendMore);
      }
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    };
    socket.on('error', (failure: NodeJS.ErrnoException) => (error = failure.code));
    socket.on('close', () => resolve({ heard, error }));
    socket.write(`${[...head, `content-length: ${bytes}`].join('\r\n')}\r\n\r\n`);
    sendMore();
  });
}

const kinds: [string, () => TestGateway, string[], number][] = [
  ['415 for another type', () => gateway, ['content-type: text/plain', 'authorization: Bearer a'], 415],
  ['415 for a compressed body', () => gateway, ['content-type: application/json', 'content-encoding: gzip'], 415],
  ['406 for a type that nothing has', () => gateway, ['content-type: application/json', 'accept: image/png'], 406],
  ['429', () => limited, ['content-type: application/json', 'authorization: Bearer test-token-of-ada'], 429],
];

describe.each(['HTTP/1.0', 'HTTP/1.1'])('over %s', (version) => {
  describe.each([1024, 100_000, 900_000, 5_000_000])('with a body of %i bytes', (bytes) => {
    it.each(kinds)('%s arrives, and nothing is reset', async (_what, over, headers, status) => {
      const start = [`POST /graphql ${version}`, 'host: a', 'connection: close', ...headers];
      const { heard, error } = await sendAll(over().url, start, bytes);
      expect([heard.slice(0, 12), error]).toEqual([`HTTP/1.1 ${status}`, undefined]);
      expect(heard.trimEnd().endsWith('}')).toBe(true);
    });

    it('404 for another path arrives, and nothing is reset', async () => {
      const start = [`POST /absent ${version}`, 'host: a', 'connection: close', 'content-type: application/json'];
      const { heard, error } = await sendAll(gateway.url, start, bytes);
      expect([/^HTTP\/1.1 4\d\d/.test(heard), error]).toEqual([true, undefined]);
    });
  });

  it('413 for a body that is too long arrives, and nothing is reset', async () => {
    const start = [`POST /graphql ${version}`, 'host: a', 'connection: close', 'content-type: application/json'];
    const { heard, error } = await sendAll(gateway.url, start, 5_000_000);
    expect([heard.slice(0, 12), error]).toEqual(['HTTP/1.1 413', undefined]);
  });
});

it('a client that sends without end is cut off', async () => {
  const start = ['POST /graphql HTTP/1.0', 'content-type: text/plain'];
  const { error } = await sendAll(gateway.url, start, 64 * 1024 * 1024);
  expect(error).toMatch(/^(?:ECONNRESET|EPIPE)$/);
});
