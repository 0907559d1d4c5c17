/**
 * How many requests a caller may send in a window of time. Off unless configured; probes are never counted.
 *
 * A caller is a token, told apart by its hash, or else an address. Tokens cannot be checked here, so made-up ones count
 * as callers of their own; Graph refuses those. docs/adr/0009-rate-limit-by-token.md tells what that leaves open.
 */
import { createHash } from 'node:crypto';
import plugin, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Redis } from 'ioredis';
import { RefusedRequest } from './error-answers.js';

export interface RateLimit {
  /** Requests of one caller in one window. */
  readonly max: number;
  readonly windowMs: number;
  /** Where several gateways count together; each counts alone without it. */
  readonly redis?: Redis | undefined;
}

/** Callers that are remembered at most, when this gateway counts alone. */
const rememberedCallers = 10_000;
const bearer = /^bearer +([a-z0-9\-._~+/]+=*)$/i;

/** The hook that counts a request, for the routes that are to be limited. */
export async function createRateLimit(
  server: FastifyInstance,
  { max, windowMs, redis }: RateLimit,
): Promise<onRequestAsyncHookHandler> {
  await server.register(plugin, {
    global: false,
    max,
    timeWindow: windowMs,
    keyGenerator: callerOf,
    enableDraftSpec: true,
    cache: rememberedCallers,
    nameSpace: 'macos-software-update-gateway:rate-limit:',
    ...(redis ? { redis, skipOnError: true } : {}),
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSeconds = Math.ceil(ttl / 1000);
      const sentence = `This caller has sent more than ${max} requests in ${windowMs} ms; the next may come in ${retryAfterSeconds} s.`;
      return new RefusedRequest(429, 'RATE_LIMITED', sentence, { retryAfterSeconds });
    },
  });
  return server.rateLimit();
}

/** The token alone: another spelling of the scheme or another space does not make another caller. */
function callerOf(request: FastifyRequest): string {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return `address:${normalizeIP(request.ip)}`;
  return `token:${createHash('sha256').update(token).digest('base64url')}`;
}
