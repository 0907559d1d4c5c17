/** A proxy in front of the emulated Graph that holds creations: before Graph carries them out, or their answers after. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Emulator } from '../../../src/emulator/graph/index.js';

export interface GatedGraph {
  readonly url: string;
  gate: 'open' | 'before' | 'after';
  /** How many creations are held. */
  readonly held: () => number;
  /** The first one, or all of them and those that come later. */
  releaseFirst(): void;
  release(): void;
  stop(): Promise<void>;
}

export async function gatedGraph(graph: Emulator): Promise<GatedGraph> {
  const held = new Set<() => void>();
  const waitFor = (): Promise<void> => new Promise((resolve) => held.add(resolve));
  const answer = async (method: string, path: string, body: string, token: string, response: ServerResponse) => {
    const holds = method === 'POST' ? gated.gate : 'open';
    if (holds === 'before') await waitFor();
    const answered = await fetch(`${graph.url}${path}`, {
      method,
      headers: { authorization: token, ...(body === '' ? {} : { 'content-type': 'application/json' }) },
      ...(body === '' ? {} : { body }),
    });
    const content = await answered.text();
    if (holds === 'after') await waitFor();
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(content);
  };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void text(request)
      .then((body) => answer(method, url.replace('/beta', ''), body, headers.authorization ?? '', response))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gated: GatedGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta`,
    gate: 'open',
    held: () => held.size,
    releaseFirst: () => {
      const [go] = held;
      if (go === undefined) return;
      held.delete(go);
      go();
    },
    release: () => {
      gated.gate = 'open';
      for (const go of held) go();
      held.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return gated;
}
