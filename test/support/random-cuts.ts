/**
 * A way from a front to the gateway on which connections end at random, in one of the places that matter: before the request
 * has arrived, behind it, and before, in or behind the answer.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { faultPlan } from './fault-plan.js';

/** How a connection ends, and which part of the piece of data that meets it still arrives. */
const kinds = (['reset', 'end'] as const).flatMap((how) => [0, 0.5, 1].map((share) => ({ how, share })));

export interface RandomCuts {
  readonly host: string;
  /** How many connections it has cut. */
  cuts(): number;
  stop(): Promise<void>;
}

export async function randomCuts(gateway: string, seed: number): Promise<RandomCuts> {
  const port = Number(new URL(gateway).port);
  const next = faultPlan(kinds, seed);
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer({ noDelay: true }, (front) => {
    const onward = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [front, onward],
      [onward, front],
    ] as const) {
      open.add(from);
      from.on('error', () => undefined);
      from.once('close', () => {
        open.delete(from);
        to.destroySoon();
      });
      from.on('data', (chunk: Buffer) => {
        const fault = next();
        if (fault === undefined) return void to.write(chunk);
        cuts += 1;
        to.write(chunk.subarray(0, Math.ceil(chunk.length * fault.share)), () => {
          for (const socket of [front, onward]) {
            if (fault.how === 'reset') socket.resetAndDestroy();
            else socket.destroySoon();
          }
        });
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
