import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { addCompression } from '../../../src/http/compression.js';
import { connectionLimits, limitConnections, type ConnectionLimits } from '../../../src/http/connection-limits.js';
import { maxBodyBytes } from '../../../src/graphql/limits/body.js';
import { createLogger } from '../../../src/telemetry/logger.js';
import { anyRequestId } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { bodyOf, openSocket, post, statusOf, untilClosed, type RawClient } from '../../support/raw-socket.js';
import { holdingGraph } from '../../support/holding-graph.js';
import { until } from '../../support/until.js';
import {
  createMutation,
  gatewayOver,
  gatewayOverEmulator,
  referenceExample,
  scriptedGraph,
  type TestGateway,
} from '../../support/start.js';

const operation = '{"query":"{ __typename }"}';
const authorization = 'Bearer attacker';

describe('what a client may send', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  const send = (init: RequestInit, query = ''): Promise<Response> =>
    fetch(gateway.url + query, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } });

  async function expectRefusal(response: Response, status: number, sentence: string): Promise<void> {
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: sentence, extensions: { code: 'BAD_REQUEST', requestId: anyRequestId } }],
    });
    expectCalls(gateway.graph.requests, 0);
  }

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, identity'])(
    'no body in Content-Encoding %s, however small it is',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(16 * maxBodyBytes, ' '));
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
      await expectRefusal(
        await send({ method: 'POST', headers, body: bomb }),
        415,
        'The request body must not be compressed (Content-Encoding); it may have up to 1 MiB.',
      );
    },
  );

  it('a body of 1 MiB with a length', async () => {
    const body = operation.padEnd(maxBodyBytes);
    const headers = { 'content-type': 'application/json' };
    expect((await send({ method: 'POST', headers, body })).status).toBe(200);
    await expectRefusal(
      await send({ method: 'POST', headers, body: `${body} ` }),
      413,
      'The request body is longer than 1 MiB.',
    );
  });

  it('a body of 1 MiB in chunks without a length', async () => {
    const half = 'a'.repeat(maxBodyBytes / 2);
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    const answer = await untilClosed(
      gateway.url,
      post('transfer-encoding: chunked', `authorization: ${authorization}`),
      ...[half, half, 'a'].map(chunk),
    );
    expect(statusOf(answer)).toBe(413);
    expect(bodyOf(answer)).toMatchObject({ errors: [{ message: 'The request body is longer than 1 MiB.' }] });
  });

  it('a URL of 8 KiB', async () => {
    const headers = { 'apollo-require-preflight': 'true' };
    const query = '?query=%7B__typename%7D&x=';
    const room = 8 * 1024 - '/graphql'.length - query.length;
    expect((await send({ headers }, query + 'a'.repeat(room))).status).toBe(200);
    await expectRefusal(
      await send({ headers }, query + 'a'.repeat(room + 1)),
      414,
      'The URL is longer than 8 KiB; send the operation by POST.',
    );
  });

  it('headers of 16 KiB in all', async () => {
    const answer = await untilClosed(gateway.url, post(`x-long: ${'a'.repeat(16 * 1024)}`));
    expect(statusOf(answer)).toBe(431);
    expect(bodyOf(answer)).toEqual({
      errors: [
        {
          message: 'The request headers are longer than 16 KiB.',
          extensions: { code: 'BAD_REQUEST', requestId: anyRequestId },
        },
      ],
    });
  });

  it('a URL that can be read', async () => {
    await expectRefusal(await fetch(new URL('/%zz', gateway.url)), 400, 'The URL cannot be read.');
  });

  it.each([
    ['a length and chunks', post('content-length: 26', 'transfer-encoding: chunked')],
    ['chunks and a length', post('transfer-encoding: chunked', 'content-length: 26')],
    ['two lengths', post('content-length: 26', 'content-length: 0')],
    ['a list of lengths', post('content-length: 26, 0')],
    ['a signed length', post('content-length: +26')],
    ['a length in hexadecimal', post('content-length: 0x1a')],
    ['a negative length', post('content-length: -1')],
    ['a transfer coding that is none', post('transfer-encoding: xchunked')],
    ['chunks that are not the last coding', post('transfer-encoding: chunked, identity')],
    ['a space before the colon', post('content-length : 26')],
    ['a header on two lines', post('x-long: a\r\n\tb', 'content-length: 26')],
    ['a bare line feed', post('x: a\ncontent-length: 26')],
    ['a bare carriage return', post('x: a\rcontent-length: 26')],
    ['a chunk of no size', `${post('transfer-encoding: chunked')}zz\r\n`],
  ])('nothing that two servers could read differently: %s', async (_what, head) => {
    const smuggled = post('content-length: 26', `authorization: ${authorization}`) + operation;
    const answer = await untilClosed(gateway.url, head, operation, smuggled);
    expect(answer.split('HTTP/1.1 ')).toHaveLength(2);
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expectCalls(gateway.graph.requests, 0);
  });

  it('one request after the other, and nothing else on the connection', async () => {
    const answer = await untilClosed(gateway.url, 'garbage\r\n\r\n', post('content-length: 26') + operation);
    expect(answer.split('HTTP/1.1 ')).toHaveLength(2);
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toEqual({
      errors: [
        {
          message: 'The request is not well-formed HTTP.',
          extensions: { code: 'BAD_REQUEST', requestId: anyRequestId },
        },
      ],
    });
  });
});

it('garbage after a running creation does not affect its response: it is sent, then the connection closes without another word', async () => {
  const graph = await holdingGraph();
  const gateway = await gatewayOver(graph.url);
  const body = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });
  const client = openSocket(gateway.url);
  client.write(post(`content-length: ${Buffer.byteLength(body)}`, `authorization: ${authorization}`) + body);
  await until(() => graph.held.length === 1);
  client.write('garbage\r\n\r\n');
  await until(() => gateway.log().includes('a client has sent a malformed request'));
  graph.letGo();
  await client.closed;
  expect(client.heard().split('HTTP/1.1 ')).toHaveLength(2);
  expect(bodyOf(client.heard())).toMatchObject({ data: { created: { id: 'stored' } } });
  await gateway.stop();
  await graph.stop();
});

describe('how long a client may take (limits shortened here)', () => {
  const limits = {
    ...connectionLimits,
    headersTimeoutMs: 60,
    requestTimeoutMs: 90,
    answerTimeoutMs: 60,
    lookEveryMs: 15,
  };
  let answerNow: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
  let graph: Awaited<ReturnType<typeof scriptedGraph>>;
  let gateway: TestGateway;
  beforeAll(async () => {
    graph = await scriptedGraph((request, response) => {
      request.resume();
      answerNow = () => response.writeHead(201).end(JSON.stringify({ id: 'stored', ...referenceExample }));
      arrived();
    });
    gateway = await gatewayOver(graph.url, {}, { limits });
  });
  afterAll(async () => {
    await gateway.stop();
    await graph.stop();
  });

  it('is below 15 s in production, with the interval between two checks', () => {
    const { headersTimeoutMs, requestTimeoutMs, answerTimeoutMs, lookEveryMs } = connectionLimits;
    expect(Math.max(headersTimeoutMs, requestTimeoutMs) + lookEveryMs).toBeLessThanOrEqual(15_000);
    expect(answerTimeoutMs).toBeLessThanOrEqual(15_000);
  });

  it.each([
    ['says nothing', ''],
    ['does not end its headers', 'POST /graphql HTTP/1.1\r\nhost: gateway\r\n'],
    ['does not end its body', `${post('content-length: 26')}{"query":`],
    ['does not end its chunks', `${post('transfer-encoding: chunked')}1\r\n{\r\n`],
  ])('a client that %s gets an error and is disconnected', async (_what, sent) => {
    const answer = await untilClosed(gateway.url, sent);
    expect(statusOf(answer)).toBe(408);
    expect(bodyOf(answer)).toEqual({
      errors: [
        {
          message: 'The request did not arrive in time.',
          extensions: { code: 'BAD_REQUEST', requestId: anyRequestId },
        },
      ],
    });
    expect(graph.calls()).toBe(0);
  });

  it('an operation may take longer than its client may', async () => {
    const call = gateway.send(createMutation, { input: referenceExample });
    await Promise.all([hasArrived, untilClosed(gateway.url, '')]);
    answerNow();
    expect((await call).json.data).toMatchObject({ created: { id: 'stored' } });
  });
});

describe('clients that do not read their responses', () => {
  /** More than the buffers of both systems hold. */
  const answerBytes = 32 * 1024 * 1024;
  /** Text of which compression removes a quarter at most, and still more than the buffers hold. */
  const textBytes = answerBytes / 2;
  const incompressible = (): string => randomBytes((textBytes / 4) * 3).toString('base64');
  let server: FastifyInstance;
  afterEach(() => server.close());

  /** A server with these limits; each of its responses is long. */
  async function serve(limits: ConnectionLimits): Promise<void> {
    const { options, addHooks } = limitConnections(limits, { logger: createLogger('silent'), isStopping: () => false });
    server = fastify(options);
    addHooks(server);
    server.get('/', () => Buffer.alloc(answerBytes));
    const compressed = await addCompression(server);
    server.get('/compressed', compressed, (_request, reply) => reply.type('application/json').send(incompressible()));
    await server.listen({ port: 0, host: '127.0.0.1' });
  }

  /** Sends a request and never reads. Resolves when the whole response waits in the server. */
  async function neverRead(): Promise<{ closed: Promise<void>; leave: () => void }> {
    const waits = new Promise<Socket>((resolve) => {
      server.server.once('request', (_request, { socket }: ServerResponse) => {
        if (socket) void until(() => socket.writableLength >= answerBytes).then(() => resolve(socket));
      });
    });
    const client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined).pause();
    client.write('GET / HTTP/1.1\r\nhost: gateway\r\n\r\n');
    const socket = await waits;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    return { closed, leave: () => void client.destroy() };
  }

  it('a client that does not read is disconnected', async () => {
    await serve({ ...connectionLimits, answerTimeoutMs: 60 });
    const { closed, leave } = await neverRead();
    await closed;
    leave();
  });

  it('the one that has waited the longest is disconnected when all together hold too much', async () => {
    await serve({ ...connectionLimits, maxUnreadBytes: 2.5 * answerBytes });
    const clients = [await neverRead(), await neverRead(), await neverRead(), await neverRead()];
    const gone: number[] = [];
    clients.forEach(({ closed }, index) => void closed.then(() => gone.push(index)));
    await Promise.all(clients.slice(0, 2).map(({ closed }) => closed));
    expect(gone).toEqual([0, 1]);
    for (const { leave } of clients) leave();
  });

  describe('whose responses are compressed', () => {
    /** Sends a request and never reads. Resolves when its response has begun. */
    async function neverReadCompressed(): Promise<{ closed: Promise<void>; leave: () => void }> {
      const begun = new Promise<Socket>((resolve) => {
        server.server.once('request', (_request, response: ServerResponse) => {
          const { socket } = response;
          if (socket) void until(() => response.headersSent).then(() => resolve(socket));
        });
      });
      const client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
      client.on('error', () => undefined).pause();
      client.write('GET /compressed HTTP/1.1\r\nhost: gateway\r\naccept-encoding: br\r\n\r\n');
      const socket = await begun;
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      return { closed, leave: () => void client.destroy() };
    }

    it('are disconnected after the same time', async () => {
      await serve({ ...connectionLimits, answerTimeoutMs: 60 });
      const { closed, leave } = await neverReadCompressed();
      await closed;
      leave();
    });

    it('hold as much memory as their responses have before compression', async () => {
      await serve({ ...connectionLimits, answerTimeoutMs: 3_600_000, maxUnreadBytes: 2.5 * textBytes });
      const clients = [];
      for (let index = 0; index < 4; index += 1) clients.push(await neverReadCompressed());
      const gone: number[] = [];
      clients.forEach(({ closed }, index) => void closed.then(() => gone.push(index)));
      await Promise.all(clients.slice(0, 2).map(({ closed }) => closed));
      expect(gone).toEqual([0, 1]);
      for (const { leave } of clients) leave();
    });
  });
});

it('unfinished bodies hold so much memory together: one of their clients is disconnected, and the other is served', async () => {
  const gateway = await gatewayOverEmulator({}, {}, { limits: { ...connectionLimits, maxUnfinishedBytes: 1_100_000 } });
  const begin = (): RawClient => {
    const client = openSocket(gateway.url);
    client.write(post(`content-length: ${maxBodyBytes}`) + operation.padEnd(600_000));
    return client;
  };
  const [first, second] = [begin(), begin()];
  const left = await Promise.race([first.closed.then(() => second), second.closed.then(() => first)]);
  expect(gateway.log()).toContain('Too many request bodies are unfinished');
  left.write(' '.repeat(maxBodyBytes - 600_000));
  await until(() => statusOf(left.heard()) === 200);
  left.leave();
  await gateway.stop();
});

it('a body in chunks of one byte counts for more than its bytes: its client is disconnected before the memory is full', async () => {
  const gateway = await gatewayOverEmulator({}, {}, { limits: { ...connectionLimits, maxUnfinishedBytes: 1_100_000 } });
  const client = openSocket(gateway.url);
  // 20,000 bytes, which alone would be far below the limit.
  client.write(post('transfer-encoding: chunked') + '1\r\n \r\n'.repeat(20_000));
  await client.closed;
  expect(gateway.log()).toContain('Too many request bodies are unfinished');
  expectCalls(gateway.graph.requests, 0);
  await gateway.stop();
});

it('beyond the maximum of connections further ones wait until one is closed', async () => {
  const gateway = await gatewayOverEmulator({}, {}, { limits: { ...connectionLimits, maxConnections: 2 } });
  const live = 'GET /live HTTP/1.1\r\nhost: gateway\r\n\r\n';
  const ask = async (): Promise<RawClient> => {
    const client = openSocket(gateway.url);
    client.write(live);
    await until(() => statusOf(client.heard()) === 200);
    return client;
  };
  const [first, second] = [await ask(), await ask()];
  expect(await untilClosed(gateway.url, live)).toBe('');
  first.leave();
  await until(async () => (await untilClosed(gateway.url, live.replace('host', 'connection: close\r\nhost'))) !== '');
  second.leave();
  await gateway.stop();
});
