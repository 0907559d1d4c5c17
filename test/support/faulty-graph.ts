/** A proxy between the gateway and the emulated Graph that adds faults to calls, before or after Graph has acted. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Emulator } from '../../src/emulator/graph/index.js';

/** "after" means that Graph has carried out the call; all other faults occur before. */
export const faults = [
  'throttle',
  'throttle-silently',
  'reset',
  'reset-after',
  'hang',
  'hang-after',
  'trickle-after',
  '502',
  '502-after',
  '503',
  '503-retry',
  '504',
  '504-after',
  'truncated-after',
  'html-after',
  'empty-after',
] as const;
export type Fault = (typeof faults)[number];

/** The possible faults of a single request of a batch. */
export const itemFaults = ['throttle', '503-retry', '502', '502-after', 'missing-after'] as const;
export type ItemFault = (typeof itemFaults)[number];

export interface FaultyCall {
  readonly method: string;
  /** Below the version root. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly fault: Fault | undefined;
  /** Identifies connections. */
  readonly port: number | undefined;
}

export interface FaultyGraph {
  readonly url: string;
  readonly calls: readonly FaultyCall[];
  stop(): Promise<void>;
}

export interface Plan {
  /** The fault of the n-th call, from 0; undefined for none. */
  readonly call?: (index: number) => Fault | undefined;
  /** The fault of each request of a batch. */
  readonly item?: () => ItemFault | undefined;
  /** `Retry-After` of `throttle` and `503-retry`. */
  readonly retryAfter?: string;
}

const page = '<!DOCTYPE html><html><body>Our services are not available right now</body></html>';

export async function faultyGraph(graph: Emulator, plan: Plan): Promise<FaultyGraph> {
  const { call: faultOf = () => undefined, item = () => undefined, retryAfter = '0.01' } = plan;
  const calls: FaultyCall[] = [];

  const forward = (call: FaultyCall, body: string): Promise<Response> =>
    fetch(`${graph.url}${call.path}`, {
      method: call.method,
      headers: {
        authorization: call.headers.authorization ?? '',
        'client-request-id': String(call.headers['client-request-id']),
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
    });

  const forwardBatch = async (call: FaultyCall): Promise<{ status: number; body: string }> => {
    const { requests } = JSON.parse(call.body) as { requests: { id: string }[] };
    const met = requests.map((request) => ({ request, fault: item() }));
    const carriedOut = met.filter(({ fault }) => fault === undefined || fault.endsWith('-after'));
    const real = await forward(call, JSON.stringify({ requests: carriedOut.map(({ request }) => request) }));
    const { responses = [] } = (await real.json()) as { responses?: { id: string }[] };
    const answers = met.flatMap(({ request: { id }, fault }) => {
      if (fault === 'missing-after') return [];
      if (fault === undefined) return responses.filter((response) => response.id === id);
      const status = { throttle: 429, '503-retry': 503, '502': 502, '502-after': 502 }[fault];
      const headers = status === 502 ? {} : { 'Retry-After': retryAfter };
      return [{ id, status, headers, body: { error: { code: 'x' } } }];
    });
    return { status: 200, body: JSON.stringify({ responses: answers }) };
  };

  const forwardSingle = async (call: FaultyCall): Promise<{ status: number; body: string }> => {
    const real = await forward(call, call.body);
    return { status: real.status, body: await real.text() };
  };

  const answer = async (call: FaultyCall, response: ServerResponse): Promise<void> => {
    const { fault } = call;
    switch (fault) {
      case 'throttle':
        return void response.writeHead(429, { 'retry-after': retryAfter }).end('{"error":{"code":"TooManyRequests"}}');
      case 'throttle-silently':
        return void response.writeHead(429).end();
      case '503-retry':
        return void response.writeHead(503, { 'retry-after': retryAfter }).end(page);
      case '502':
      case '503':
      case '504':
        return void response.writeHead(Number(fault)).end(page);
      case 'reset':
        return void response.socket?.destroy();
      case 'hang':
        return;
    }
    const { status, body } = await (call.path === '/$batch' ? forwardBatch(call) : forwardSingle(call));
    switch (fault) {
      case 'reset-after':
        return void response.socket?.destroy();
      case 'hang-after':
        return;
      case '502-after':
      case '504-after':
        return void response.writeHead(Number(fault.slice(0, 3))).end(page);
      case 'html-after':
        return void response.writeHead(status, { 'content-type': 'text/html' }).end(page);
      case 'empty-after':
        return void response.writeHead(status).end();
    }
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    if (fault === undefined) return void response.end(body);
    response.write(body.slice(0, body.length / 2));
    if (fault === 'truncated-after') setImmediate(() => response.socket?.destroy());
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { method = '', url = '', headers, socket } = request;
      const fault = faultOf(calls.length);
      const call = { method, path: url.replace('/beta', ''), headers, body, fault, port: socket.remotePort };
      calls.push(call);
      await answer(call, response);
    })().catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
