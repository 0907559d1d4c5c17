/** A server for Redis' protocol that replies to the counting script as the test says. */
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A whole reply as it is sent, or {@link rightCount}, or nothing at all. */
export type ScriptedReply = string | typeof rightCount | undefined;
export const rightCount = Symbol('a right count');

export interface ScriptedRedis {
  readonly url: string;
  reply: ScriptedReply;
  /** Ends all connections; clients connect again. */
  drop(): void;
  stop(): Promise<void>;
}

const info = 'loading:0\r\n';

export async function scriptedRedis(password: string): Promise<ScriptedRedis> {
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  const replyTo = (command: readonly string[]): string | undefined => {
    const name = command[0]?.toLowerCase();
    if (name === 'info') return `$${info.length}\r\n${info}\r\n`;
    if (name === 'subscribe') return `*3\r\n$9\r\nsubscribe\r\n$${command[1]?.length}\r\n${command[1]}\r\n:1\r\n`;
    if (name === 'ping') return '*2\r\n$4\r\npong\r\n$0\r\n\r\n';
    if (name !== 'evalsha' && name !== 'eval') return '+OK\r\n';
    if (redis.reply !== rightCount) return redis.reply;
    const key = command[3] ?? '';
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return `*2\r\n:${counts.get(key)}\r\n:60000\r\n`;
  };
  const server = createServer((socket) => {
    let heard = '';
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
      for (let command = readCommand(heard); command !== undefined; command = readCommand(heard)) {
        heard = heard.slice(command.length);
        const reply = replyTo(command.words);
        if (reply !== undefined) socket.write(reply);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const redis: ScriptedRedis = {
    url: `redis://:${password}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    reply: rightCount,
    drop: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        redis.drop();
      }),
  };
  return redis;
}

/** The first whole command, a list of texts, and how many characters it took. */
function readCommand(heard: string): { words: string[]; length: number } | undefined {
  const words: string[] = [];
  const line = /\*(\d+)\r\n/y;
  const count = line.exec(heard)?.[1];
  let at = line.lastIndex;
  while (count !== undefined && words.length < Number(count)) {
    const text = /\$(\d+)\r\n/y;
    text.lastIndex = at;
    const length = text.exec(heard)?.[1];
    if (length === undefined || heard.length < text.lastIndex + Number(length) + 2) return undefined;
    words.push(heard.slice(text.lastIndex, text.lastIndex + Number(length)));
    at = text.lastIndex + Number(length) + 2;
  }
  return count === undefined ? undefined : { words, length: at };
}
