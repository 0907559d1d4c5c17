/** Invalid HTTP in Graph's responses: an error of the catalogue, and nothing counts as a success. */
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { gatewayOverBytes } from '../../support/hostile-graph.js';
import { codesOf, faultOf, reads, readOne, writes, create, type ClientOperation } from '../../support/operations.js';
import { referenceExample } from '../../support/start.js';

// A gateway counts failures, so each test has its own gateway.
let gateway: Awaited<ReturnType<typeof gatewayOverBytes>>;
/** Its reads are retried only for a short time. */
let hasty: typeof gateway;
beforeEach(async () => {
  gateway = await gatewayOverBytes();
  hasty = await gatewayOverBytes({ REQUEST_DEADLINE_MS: '600' });
});
afterEach(async () => {
  await gateway.stop();
  await hasty.stop();
});

const json = JSON.stringify({ id: 'a', ...referenceExample });
const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n`;
const answer = (headers: string, body: string | Buffer = json, length = Buffer.byteLength(body)): Buffer =>
  Buffer.concat([Buffer.from(`${head}content-length: ${length}\r\n${headers}\r\n`, 'latin1'), Buffer.from(body)]);

describe('an answer of Graph', () => {
  it.each<[string, string | Buffer]>([
    ['of no bytes', ''],
    ['of noise', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 193) % 256))],
    ['of another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['of TLS', Buffer.from([0x15, 3, 1, 0, 2, 2, 70])],
    ['of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['with a version that is none', `HTTP/9.9 200 OK\r\ncontent-length: 0\r\n\r\n`],
    ['with a status of letters', `HTTP/1.1 abc OK\r\ncontent-length: 0\r\n\r\n`],
    ['with a status of four digits', `HTTP/1.1 2000 OK\r\ncontent-length: 2\r\n\r\n{}`],
    ['with a negative status', `HTTP/1.1 -20 OK\r\ncontent-length: 2\r\n\r\n{}`],
    [
      'that switches the protocol',
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: a\r\nconnection: upgrade\r\n\r\n${json}`,
    ],
    ['that asks to continue', `HTTP/1.1 100 Continue\r\n\r\n${answer('').toString()}`],
    ['with NUL in a header', answer('x-a: a\0b\r\n')],
    ['with a bare carriage return in a header', answer('x-a: a\rb\r\n')],
    ['with a header that has no name', answer(': a\r\n')],
    ['with a space in front of a colon', answer('x-a : a\r\n')],
    ['with 100 KiB of headers', answer(`x-a: ${'a'.repeat(100 * 1024)}\r\n`)],
    ['with 10,000 headers', answer('x-a: a\r\n'.repeat(10_000))],
    ['with two lengths', answer(`content-length: ${json.length + 1}\r\n`)],
    ['with a length and chunks', answer('transfer-encoding: chunked\r\n')],
    ['with a length of letters', `${head}content-length: a\r\n\r\n${json}`],
    ['with a negative length', `${head}content-length: -1\r\n\r\n${json}`],
    ['with a length beyond all numbers', `${head}content-length: ${'9'.repeat(30)}\r\n\r\n${json}`],
    ['shorter than its length', answer('', json, json.length + 1)],
    ['with a chunk size of letters', `${head}transfer-encoding: chunked\r\n\r\nzz\r\n${json}\r\n0\r\n\r\n`],
    ['with a chunk size beyond all numbers', `${head}transfer-encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n${json}`],
    ['without a last chunk', `${head}transfer-encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json}\r\n`],
    ['with an unrequested bomb', answer('content-encoding: gzip\r\n', gzipSync(Buffer.alloc(50_000_000, ' ')))],
    ['cut off in its headers', head],
  ])('%s: is neither a success nor a failure of the gateway', async (_what, bytes) => {
    gateway.bytes = hasty.bytes = bytes;
    const written = await gateway.send(create.query, create.variables);
    expect([written.json.data, codesOf(written)]).toEqual([{ created: null }, ['OUTCOME_UNKNOWN']]);
    const others = [...reads, ...writes].map(({ query, variables }) => hasty.send(query, variables));
    for (const got of await Promise.all(others)) {
      expect(faultOf(got)).toBeUndefined();
      expect(got.text).toMatch(/GRAPH_UNAVAILABLE|GRAPH_TIMEOUT|GRAPH_BAD_RESPONSE|OUTCOME_UNKNOWN/);
      expect(got.text).not.toContain(referenceExample.displayName);
    }
    expect((await gateway.send('{ __typename }')).json).toEqual({ data: { __typename: 'Query' } });
  });

  it('shorter than its length: is a success only for a deletion, whose status is enough', async () => {
    gateway.bytes = answer('', json, json.length - 1);
    const check = async ({ query, variables }: ClientOperation): Promise<void> => {
      const got = await gateway.send(query, variables);
      expect(faultOf(got)).toBeUndefined();
      if (query.includes('delete')) expect(got.json.errors).toBeUndefined();
      else expect(got.text).toMatch(/GRAPH_UNAVAILABLE|GRAPH_BAD_RESPONSE|OUTCOME_UNKNOWN/);
    };
    // The writes first: they are not retried, so the circuit is still closed.
    for (const operation of writes) await check(operation);
    await Promise.all(reads.map(check));
  });

  it.each<[string, string | Buffer]>([
    [
      'behind 1,000 interim ones',
      `${'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n'.repeat(1000)}${answer('').toString()}`,
    ],
    ['of another content type', answer('content-type: text/html\r\n')],
    ['in an encoding that the gateway has not asked for', answer('content-encoding: gzip\r\n', gzipSync(json))],
    ['that names an encoding and has none', answer('content-encoding: gzip\r\n')],
    ['with Latin-1 in a header', answer('request-id: \xe9\xff\r\nx-a: \xe9\r\n')],
    ['without a reason', Buffer.from(answer('').toString().replace('200 OK', '200 '))],
    ['with more bytes than its length', Buffer.concat([answer(''), Buffer.from('HTTP/1.1 500 No\r\n\r\n')])],
    ['without a length, to the end of the connection', `HTTP/1.0 200 OK\r\n\r\n${json}`],
    [
      'in chunks of one byte',
      `${head}transfer-encoding: chunked\r\n\r\n${[...json].map((byte) => `1;a=b\r\n${byte}\r\n`).join('')}0\r\nx: y\r\n\r\n`,
    ],
    ['with a cookie', answer('set-cookie: a=b\r\nset-cookie: c=d\r\n')],
  ])('%s: is read correctly', async (_what, bytes) => {
    gateway.bytes = bytes;
    const got = await gateway.send('{ r: macOSSoftwareUpdateAccountSummary(id: "a") { id displayName } }');
    expect(got.json).toEqual({ data: { r: { id: 'a', displayName: referenceExample.displayName } } });
    expect(got.headers.get('set-cookie')).toBeNull();
  });

  it.each<[string, string, string]>([
    ['of another script', 'Bearer realm="\u00e6\u009b\u00b4"', 'Bearer realm="graph"'],
    ['of no characters', '', 'Bearer realm="graph"'],
  ])('with a challenge %s: 401 with a valid HTTP header', async (_what, challenge, relayed) => {
    const body = '{"error":{"code":"a","message":"b"}}';
    gateway.bytes = Buffer.from(
      `HTTP/1.1 401 No\r\nwww-authenticate: ${challenge}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      'latin1',
    );
    const got = await gateway.send(readOne.query);
    expectRefused(got, { status: 401, code: 'UNAUTHENTICATED' });
    expect(got.headers.get('www-authenticate')).toBe(relayed);
  });
});
