/**
 * How many requests a caller may send in a window of time. Off unless configured; probes are never counted.
 *
 * Where the gateway verifies callers, each one counts for themselves whatever token they bring, and who is not verified
 * counts by address. Otherwise a caller is a token, identified by its hash, or else an address; made-up tokens count as
 * callers of their own then, and Graph refuses those: docs/adr/0009-rate-limit-by-token.md.
 */
import plugin, { normalizeIP, type FastifyRateLimitStore } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Operation } from '../core/operation.js';
import { CostLedger } from '../core/cost-ledger.js';
import type { Logger } from '../telemetry/logger.js';
import { callerOf } from './caller-of.js';
import { RequestError } from './error-responses.js';
import type { SharedRedis } from '../redis/connect.js';

/** The caller of a request; undefined without a token that is accepted. */
export type Identify = (operation: Operation) => string | undefined | Promise<string | undefined>;

export interface RateLimit {
  readonly identify: Identify;
  /** Requests of one caller in one window. */
  readonly max: number;
  readonly windowMs: number;
  /** Where several gateways count together; each counts alone without it. */
  readonly redis?: SharedRedis | undefined;
}

/** Callers that are remembered at most, when this gateway counts alone. */
const rememberedCallers = 10_000;
/** For the keys of the authority, which are cached after the first call. */
const identifyWithinMs = 5000;

/** The hook that counts a request, for the routes that are to be limited. */
export async function createRateLimit(
  server: FastifyInstance,
  { max, windowMs, redis, identify }: RateLimit,
): Promise<onRequestAsyncHookHandler> {
  await server.register(plugin, {
    global: false,
    max,
    timeWindow: windowMs,
    keyGenerator: (request) => keyOf(request, identify),
    enableDraftSpec: true,
    cache: rememberedCallers,
    ...(redis ? { store: await countsIn(redis), skipOnError: true } : {}),
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSeconds = Math.ceil(ttl / 1000);
      const sentence = `This caller has sent more than ${max} requests in ${windowMs} ms; the next may come in ${retryAfterSeconds} s.`;
      return new RequestError(429, 'RATE_LIMITED', sentence, { retryAfterSeconds });
    },
  });
  return server.rateLimit();
}

/** Loaded when it is wanted. The plugin makes its store itself. */
async function countsIn({ client, state }: SharedRedis): Promise<new () => FastifyRateLimitStore> {
  const { RedisCounts } = await import('./redis-counts.js');
  return class extends RedisCounts {
    constructor() {
      super(client, state);
    }
  };
}

async function keyOf(request: FastifyRequest, identify: Identify): Promise<string> {
  const identity = await identify({
    caller: callerOf(request),
    signal: new AbortController().signal,
    deadline: performance.now() + identifyWithinMs,
    logger: request.log as Logger,
    // Nothing is sent to Graph for it.
    ledger: new CostLedger(0),
    written: [],
  });
  return identity === undefined ? `address:${normalizeIP(request.ip)}` : `caller:${identity}`;
}
