/** The emulated Graph behind a front that holds each POST until the test lets it pass. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { scriptedGraph } from './start.js';

export interface SlowGraph {
  readonly url: string;
  readonly graph: Emulator;
  /** What has come, in its order; each passes when it is called. */
  readonly waiting: (() => void)[];
}

/** Both parts are added to `running`. */
export async function slowGraph(running: { stop(): unknown }[]): Promise<SlowGraph> {
  const graph = await startEmulator();
  const waiting: (() => void)[] = [];
  const front = await scriptedGraph((request, response) => {
    const body = buffer(request);
    // An answer that the emulated Graph loses is lost here too.
    const pass = (): void => void relay(graph.url, request, body, response).catch(() => response.destroy());
    if (request.method === 'POST') void body.then(() => waiting.push(pass));
    else pass();
  });
  running.push(front, graph);
  return { url: front.url, graph, waiting };
}

async function relay(
  graph: string,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Promise<Buffer>,
  response: ServerResponse,
): Promise<void> {
  const { authorization = '', 'content-type': type = 'application/json' } = headers;
  const answer = await fetch(new URL(url, graph), {
    method,
    headers: { authorization, 'content-type': type },
    ...(method === 'POST' || method === 'PATCH' ? { body: new Uint8Array(await body) } : {}),
  });
  const text = await answer.text();
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(text);
}
