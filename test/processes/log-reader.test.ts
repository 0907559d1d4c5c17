import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { maxBufferedBytes } from '../../src/telemetry/standard-output.js';
import { namedPipe } from '../support/named-pipe.js';
import { startProcess, type GatewayProcess } from '../support/process.js';
import { createMutation, referenceExample, scriptedGraph } from '../support/start.js';

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});

/** The minimum size of a request's log line; a request id has up to 100 characters. */
const lineBytes = 250;
/** More than the system's pipe, the reader in this process and the gateway hold together. */
const tooManyLines = (maxBufferedBytes + 512 * 1024) / lineBytes;
const requestId = (index: number): string => String(index).padStart(100, '0');

const absent = (id: string): string => `GET /absent HTTP/1.1\r\nhost: gateway\r\nx-request-id: ${id}\r\n\r\n`;

const outputs = { 'a socket': () => undefined, 'a pipe': namedPipe };

describe.each(Object.entries(outputs))('while the log goes to %s', (_kind, makePipe) => {
  async function setup() {
    const pipe = makePipe();
    if (pipe !== undefined) started.push(pipe);
    const graph = await scriptedGraph((request, response) => {
      request.resume();
      response.writeHead(201).end(JSON.stringify({ id: 'stored', ...referenceExample }));
    });
    started.push(graph);
    const environment = { GRAPH_BASE_URL: graph.url, NODE_ENV: 'production' };
    const gateway = await startProcess(environment, undefined, undefined, pipe);
    started.push(gateway);
    return { graph, gateway };
  }

  const probe = async (gateway: GatewayProcess, path: string, index = 0): Promise<number> => {
    const response = await fetch(new URL(path, gateway.url), { headers: { 'x-request-id': requestId(index) } });
    await response.arrayBuffer();
    return response.status;
  };

  const create = async (gateway: GatewayProcess): Promise<unknown> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    });
    return response.json();
  };

  /** Each request costs one line of the log, unlike probes that succeed. They are pipelined, which costs less time. */
  const fillTheLog = async (gateway: GatewayProcess): Promise<number> => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    started.push({ stop: () => socket.destroy() });
    const atOnce = 16;
    let sent = 0;
    for (; sent < tooManyLines; sent += atOnce) {
      const requests = Array.from({ length: atOnce }, (_, index) => absent(requestId(sent + index)));
      socket.write(requests.join(''));
      for (let text = ''; text.split('HTTP/1.1 404').length <= atOnce;) text += String(await once(socket, 'data'));
    }
    return sent;
  };

  it('answers requests and probes while nothing reads, drops what is too much, and says later how many lines', async () => {
    const { graph, gateway } = await setup();
    gateway.reader.pause();
    const sent = await fillTheLog(gateway);
    expect(await create(gateway)).toMatchObject({ data: { created: { id: 'stored' } } });
    expect(graph.calls()).toBe(1);
    expect([await probe(gateway, '/live'), await probe(gateway, '/ready')]).toEqual([200, 200]);

    gateway.reader.resume();
    await gateway.logged('lines were dropped');
    expect(await probe(gateway, '/absent', sent)).toBe(404);
    await gateway.logged(requestId(sent));
    const lines = gateway.output().trim().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as { msg: string; level: string; lines?: number });
    const answered = parsed.filter(({ msg }) => msg === 'answered').length;
    const dropped = parsed.filter(({ msg }) => msg.includes('lines were dropped'));
    expect(dropped).toHaveLength(1);
    expect(dropped[0]).toMatchObject({ level: 'error' });
    // The creation, and the request after the reader has resumed.
    expect(answered + Number(dropped[0]?.lines)).toBe(sent + 2);
  });

  it('drains and exits with 0 after SIGTERM while nothing reads', async () => {
    const { gateway } = await setup();
    gateway.reader.pause();
    await fillTheLog(gateway);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });

  it('writes its last lines when it exits', async () => {
    const { gateway } = await setup();
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
    await gateway.logged('The gateway drains');
  });

  it('answers requests and exits with 0 after the reader is gone', async () => {
    const { gateway } = await setup();
    const closed = once(gateway.reader, 'close');
    gateway.reader.destroy();
    await closed;
    await fillTheLog(gateway);
    expect(await create(gateway)).toMatchObject({ data: { created: { id: 'stored' } } });
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
  });
});
