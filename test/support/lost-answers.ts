/** A client whose connection ends before it has its answer, and the same bytes again, as a browser sends them by itself. */
import { connect, type Socket } from 'node:net';
import { post } from './raw-socket.js';
import { token } from './start.js';

/** The whole request, byte for byte. */
export function requestOf(
  operation: { readonly query: string; readonly variables?: object; readonly operationName?: string },
  bearer = token,
  ...headers: readonly string[]
): string {
  const body = JSON.stringify(operation);
  const lines = [`authorization: Bearer ${bearer}`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return post(...lines) + body;
}

/** `reset` as a balancer or a NAT ends a connection, `end` as a proxy that stops. */
export type Loss = 'reset' | 'end';

export interface Sent {
  lose(loss: Loss): void;
}

/** Sends a request and reads nothing. */
export async function send(url: string, request: string): Promise<Sent> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).on('data', () => undefined);
  await new Promise<void>((resolve) => socket.write(request, () => resolve()));
  return {
    lose: (loss) => {
      if (loss === 'reset') socket.resetAndDestroy();
      else socket.end();
    },
  };
}
