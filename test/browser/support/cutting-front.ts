/**
 * A balancer of layer 4 between a browser and gateways: it passes bytes on, counts the creations that come, and cuts a
 * connection when the test says so. New connections go to the first gateway that accepts them.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export type Cut = 'reset' | 'end';

interface Pair {
  readonly client: Socket;
  readonly gateway: Socket;
}

export interface CuttingFront {
  readonly port: number;
  /** How many creations have come, those that a browser has sent again by itself as well. */
  creations(): number;
  /** The answer to the next creation does not reach the browser: `lost` is called instead when it has come. */
  loseAnswer(lost: (cut: (how: Cut) => void) => void): void;
  /** Ends the connection of the last creation, on both sides. */
  cut(how: Cut): void;
  stop(): Promise<void>;
}

const creation = 'createMacOS';

export async function cuttingFront(gateways: readonly string[]): Promise<CuttingFront> {
  const ports = gateways.map((url) => Number(new URL(url).port));
  const pairs = new Set<Pair>();
  let count = 0;
  let last: Pair | undefined;
  let onAnswer: ((cut: (how: Cut) => void) => void) | undefined;

  const join = (client: Socket, gateway: Socket): void => {
    const pair = { client, gateway };
    pairs.add(pair);
    let loses: typeof onAnswer;
    client.on('data', (chunk: Buffer) => {
      // Chromium sends the body of so small a request in one piece; the name occurs in it once.
      if (chunk.includes(creation)) {
        count += 1;
        last = pair;
        loses = onAnswer;
        onAnswer = undefined;
      }
      gateway.write(chunk);
    });
    gateway.on('data', (chunk: Buffer) => {
      if (loses === undefined) client.write(chunk);
      else {
        const lost = loses;
        // Further bytes of this answer are lost as well.
        loses = () => undefined;
        lost((how) => end(client, how));
      }
    });
    for (const [one, other] of [
      [client, gateway],
      [gateway, client],
    ] as const) {
      one.on('error', () => undefined);
      one.once('close', () => {
        pairs.delete(pair);
        // The test decides when the browser learns that a gateway has been killed.
        if (loses === undefined) other.destroy();
      });
    }
  };
  const toFirst = async (client: Socket): Promise<void> => {
    for (const port of ports) {
      const gateway = connect(port, '127.0.0.1');
      const isOpen = await once(gateway, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen) return join(client, gateway.setNoDelay());
    }
    client.destroy();
  };
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    client.on('error', () => undefined);
    void toFirst(client).then(() => client.resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    creations: () => count,
    loseAnswer: (lost) => (onAnswer = lost),
    cut(how) {
      if (last === undefined) return;
      end(last.gateway, how);
      end(last.client, how);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { client, gateway } of pairs) {
          client.destroy();
          gateway.destroy();
        }
      }),
  };
}

function end(socket: Socket, how: Cut): void {
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
}
