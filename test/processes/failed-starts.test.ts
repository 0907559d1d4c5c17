/** A gateway that cannot start leaves nothing open: no connection, no timer, nothing that keeps its process alive. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { environmentOf } from '../support/authority.js';
import { gatewayOver } from '../support/start.js';
import { startAuthority, trustInThisProcess } from '../../src/emulator/entra/index.js';

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).toReversed()) await stop();
});

interface Listener {
  readonly port: number;
  /** Connections so far, and those that are open. */
  readonly connections: Socket[];
  readonly open: () => number;
  /** Resolves when the last connection is closed. */
  readonly allClosed: () => Promise<unknown>;
}

/** Accepts connections and answers every command of the Redis protocol with OK. */
async function startListener(): Promise<Listener> {
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => socket.write('+OK\r\n'.repeat(chunk.toString().match(/^\*\d+\r$/gm)?.length ?? 0)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  started.push({
    stop: () => {
      for (const socket of connections) socket.destroy();
      server.close();
    },
  });
  const isOpen = (socket: Socket): boolean => !socket.closed;
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    open: () => connections.filter(isOpen).length,
    allClosed: () => Promise.all(connections.filter(isOpen).map((socket) => once(socket, 'close'))),
  };
}

const graphUrl = 'http://127.0.0.1:9/beta';
const counting = (redis: Listener): Record<string, string> => ({
  RATE_LIMIT_MAX: '10',
  REDIS_URL: `redis://127.0.0.1:${redis.port}`,
});

it.each<[string, (taken: Listener) => Record<string, string>, string]>([
  ['its port is in use', (taken) => ({ PORT: String(taken.port) }), 'EADDRINUSE'],
  ['its address is of another machine', () => ({ HOST: '192.0.2.1' }), 'EADDRNOTAVAIL'],
])('when %s, the connections to Redis that were open are closed', async (_what, environment, code) => {
  const [redis, taken] = [await startListener(), await startListener()];
  const authority = await startAuthority();
  started.push(authority);
  trustInThisProcess(authority);
  await expect(
    gatewayOver(graphUrl, {
      ...environmentOf('on-behalf-of', authority),
      ...counting(redis),
      ...environment(taken),
    }),
  ).rejects.toMatchObject({ code });
  await redis.allClosed();
  // One for commands, and those of the subscription to pauses, which this Redis refuses.
  expect(redis.connections.length).toBeGreaterThan(0);
  expect([redis.open(), taken.connections.length]).toEqual([0, 0]);
});

it('a gateway that did start closes them as well when it stops, and only then', async () => {
  const redis = await startListener();
  const gateway = await gatewayOver(graphUrl, counting(redis));
  expect(redis.open()).toBeGreaterThan(0);
  await gateway.stop();
  await redis.allClosed();
  expect(redis.open()).toBe(0);
});

it.each(['on-behalf-of', 'application', 'forward'])(
  'in %s mode the process says why it does not start, and ends by itself',
  async (mode) => {
    const [redis, taken] = [await startListener(), await startListener()];
    const verifying = {
      AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
      AZURE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
      AZURE_CLIENT_SECRET: 'fake-secret',
    };
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(taken.port),
        GRAPH_AUTH: mode,
        ...counting(redis),
        ...(mode === 'forward' ? {} : verifying),
      },
    });
    started.push({ stop: () => child.kill('SIGKILL') });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    // Nothing ends it: the process ends only when nothing is open any more.
    const [code] = (await once(child, 'exit')) as [number | null];
    expect([code, JSON.parse(output)]).toMatchObject([
      1,
      { level: 'fatal', reason: expect.stringMatching(/^listen EADDRINUSE/), msg: 'The gateway cannot start' },
    ]);
    expect(redis.connections.length).toBeGreaterThan(0);
  },
);
