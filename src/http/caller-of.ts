/** One `Caller` per request, shared by every hook so that its token is verified only once. */
import type { FastifyRequest } from 'fastify';
import { Caller } from '../core/caller.js';

const callers = new WeakMap<FastifyRequest, Caller>();

export function callerOf(request: FastifyRequest): Caller {
  let caller = callers.get(request);
  if (caller === undefined) {
    caller = new Caller(authorizationHeaders(request.raw.rawHeaders));
    callers.set(request, caller);
  }
  return caller;
}

/** From the raw headers: Node silently drops a second `Authorization`, and a proxy might have read the other one. */
function authorizationHeaders(rawHeaders: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') found.push(rawHeaders[index + 1] ?? '');
  }
  return found;
}
