/**
 * Limits the requests of one caller in a window of time. It is off by default; probes are never counted.
 *
 * Where the gateway verifies callers, a verified caller is counted by identity, whatever token it sends, and all others
 * by address. In forward mode a caller is counted by the hash of its token, or by address without a token. Invented
 * tokens then count as separate callers, which Graph rejects: docs/adr/0009-rate-limit-by-token.md.
 */
import plugin, { normalizeIP, type FastifyRateLimitStore } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Operation } from '../core/operation.js';
import { CostLedger } from '../core/cost-ledger.js';
import { redisAsked, requestRateLimited } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { callerOf } from './caller-of.js';
import { RequestError } from './error-responses.js';
import type { SharedRedis } from '../redis/connect.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** When Redis was asked, in milliseconds of `performance.now()`. */
    countingSince: number;
  }
}

/** The identity of a request's caller; undefined without an accepted token. */
export type Identify = (operation: Operation) => string | undefined | Promise<string | undefined>;

export interface RateLimit {
  readonly identify: Identify;
  /** Requests of one caller in one window. */
  readonly max: number;
  readonly windowMs: number;
  /** For counting across several gateways; if absent, each counts alone. */
  readonly redis?: SharedRedis | undefined;
}

/** Number of callers that are remembered when this gateway counts alone. */
const rememberedCallers = 10_000;
/** For reading the keys of the authority, which are cached after the first call. */
const identifyWithinMs = 5000;

/** The hook that counts a request, for the limited routes. */
export async function createRateLimit(
  server: FastifyInstance,
  { max, windowMs, redis, identify }: RateLimit,
  logger: Logger,
): Promise<onRequestAsyncHookHandler> {
  await server.register(plugin, {
    global: false,
    max,
    timeWindow: windowMs,
    keyGenerator: async (request) => {
      const key = await keyOf(request, identify);
      request.countingSince = performance.now();
      return key;
    },
    enableDraftSpec: true,
    cache: rememberedCallers,
    ...(redis ? { store: await countsIn(redis, logger), skipOnError: true } : {}),
    errorResponseBuilder: (request, { ttl }) => {
      requestRateLimited(request.log);
      const retryAfterSeconds = Math.ceil(ttl / 1000);
      const most = `${max.toLocaleString('en')} ${max === 1 ? 'request' : 'requests'}`;
      const window = `${(windowMs / 1000).toLocaleString('en')} s`;
      const sentence = `This caller has sent more than ${most} in ${window}; the next request is allowed in ${retryAfterSeconds} s.`;
      return new RequestError(429, 'RATE_LIMITED', sentence, { retryAfterSeconds });
    },
  });
  const count: onRequestAsyncHookHandler = server.rateLimit();
  if (redis === undefined) return count;
  server.decorateRequest('countingSince', 0);
  return async function (request, reply) {
    // Only a request that was not counted leaves the whole limit. Its headers would claim a limit that does not hold.
    const isCounted = (): boolean => reply.getHeader('ratelimit-remaining') !== max;
    try {
      await count.call(this, request, reply);
    } finally {
      const span = redisAsked(request.log, 'count', request.countingSince);
      span?.ended({ failure: isCounted() ? undefined : 'not-counted' });
    }
    if (!isCounted()) for (const name of headerNames) reply.removeHeader(name);
  };
}

const headerNames = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];

/** Loaded only when needed. The plugin creates its store itself. */
async function countsIn({ client, state }: SharedRedis, logger: Logger): Promise<new () => FastifyRateLimitStore> {
  const { RedisCounts } = await import('./redis-counts.js');
  await new RedisCounts(client, state, logger).check();
  return class extends RedisCounts {
    constructor() {
      super(client, state, logger);
    }
  };
}

async function keyOf(request: FastifyRequest, identify: Identify): Promise<string> {
  const identity = await identify({
    caller: callerOf(request),
    signal: new AbortController().signal,
    deadline: performance.now() + identifyWithinMs,
    logger: request.log as Logger,
    record: request.record,
    // Identifying a caller sends nothing to Graph.
    ledger: new CostLedger(0),
    written: [],
  });
  return identity === undefined ? `address:${normalizeIP(request.ip)}` : `caller:${identity}`;
}
