/** A gateway over an untrusted Graph: it responds as the test says, down to the bytes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { gatewayOver, scriptedGraph, type TestGateway } from './start.js';

export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

export interface HostileGraph extends TestGateway {
  /** Graph's root, as in `http://127.0.0.1:4001/beta`. */
  readonly graphUrl: string;
  /** Each call so far: method and path with its query. */
  readonly calls: string[];
  /** Graph's response from now on; clears the recorded calls. */
  answers(answering: Answering): void;
}

/** Hostile responses in a row would open the circuit; this one closes again immediately. */
const impatient = { GRAPH_BREAKER_RESET_MS: '1' };

export async function gatewayOverAnswers(environment: Record<string, string> = {}): Promise<HostileGraph> {
  let current: Answering = (_request, response) => response.end();
  const calls: string[] = [];
  const graph = await scriptedGraph((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => current(request, response, Buffer.concat(chunks).toString()));
  });
  const gateway = await gatewayOver(graph.url, { ...impatient, ...environment });
  return {
    ...gateway,
    graphUrl: graph.url,
    calls,
    answers(answering) {
      current = answering;
      calls.length = 0;
    },
    async stop() {
      await gateway.stop();
      await graph.stop();
    },
  };
}

/** Graph answers every request with this text and status. */
export function always(
  status: number,
  text: string | Buffer,
  headers: Record<string, string | string[]> = {},
): Answering {
  return (_request, response) => response.writeHead(status, headers).end(text);
}

/** The response to a `$batch`: these items, with the ids of the requests in order if they have none. */
export function batchAnswer(...items: object[]): string {
  return JSON.stringify({ responses: items.map((item, index) => ({ id: String(index), ...item })) });
}

/** A gateway over a socket that answers every request with these bytes and closes the connection. */
export async function gatewayOverBytes(
  environment: Record<string, string> = {},
): Promise<TestGateway & { bytes: Buffer | string }> {
  const state = { bytes: '' as Buffer | string };
  const server = createServer((socket) => {
    let request = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      request = Buffer.concat([request, chunk]);
      const head = request.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(request.subarray(0, head).toString())?.[1] ?? 0);
      if (head >= 0 && request.length >= head + 4 + length) socket.end(state.bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gateway = await gatewayOver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/beta`, {
    ...impatient,
    ...environment,
  });
  return Object.assign(state, gateway, {
    async stop() {
      await gateway.stop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
