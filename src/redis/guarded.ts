/** Puts the reply guard between a connection and ioredis, which throws uncatchable errors for unexpected replies. */
import type { Redis } from 'ioredis';
import { ReplyGuard, type Conversation } from './reply-guard.js';

/** Call this for each connection, when it is open. */
export function guardReplies({ stream }: Redis, conversation: Conversation = 'commands'): ReplyGuard {
  const guard = new ReplyGuard(conversation);
  // ioredis always registers its reading listener first.
  const [read] = stream.listeners('data') as ((chunk: Buffer) => void)[];
  if (read === undefined) return guard;
  stream.off('data', read).prependListener('data', (chunk: Buffer) => {
    if (stream.destroyed) return;
    if (guard.accepts(chunk)) read(chunk);
    else stream.destroy(Object.assign(new Error('Redis sent an unexpected reply'), { code: 'UNEXPECTED_REPLY' }));
  });
  return guard;
}

/** The same for each connection of a client that ioredis makes for itself, and prints its errors without a listener. */
export function guarded(client: Redis, conversation: Conversation, onError: (error: Error) => void): Redis {
  client.on('connect', () => guardReplies(client, conversation));
  client.on('error', onError);
  return client;
}
