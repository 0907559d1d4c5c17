/** What the configuration means, for the first line of the log. It holds no secret. */
import type { Config } from './config.js';

export interface InForce {
  readonly commit?: string;
  readonly graph: string;
  readonly proxy?: string;
  readonly auth: string;
  readonly production: boolean;
  readonly limits: Readonly<Record<string, number>>;
  /** Protections that are not used. */
  readonly off: readonly string[];
}

export function inForce({ http, graph, graphql, auth, proxies, redis, idempotency, telemetry }: Config): InForce {
  const proxy = proxies.httpsProxy ?? proxies.httpProxy;
  const optional = {
    rateLimit: http.rateLimit?.max,
    rateLimitWindowMs: http.rateLimit?.windowMs,
    paceRequests: graph.pace.requests,
    paceWrites: graph.pace.writes,
    eventLoopDelayMs: http.maxEventLoopDelayMs,
  };
  const used = Object.entries(optional).filter((entry): entry is [string, number] => Boolean(entry[1]));
  const off = Object.keys(optional).filter((name) => !used.some(([other]) => other === name));
  if (http.trustedDocuments?.mode !== 'only') off.push('trustedDocuments');
  if (auth.mode === 'forward') off.push('callerVerification');
  if (idempotency.store === 'off') off.push('idempotencyKeys');
  else if (idempotency.required === 'off') off.push('requiredKeys');
  if (http.rateLimit !== undefined && redis.url === undefined) off.push('sharedCounts');
  return {
    ...(telemetry.commit === undefined ? {} : { commit: telemetry.commit }),
    graph: `${graph.origin}${graph.basePath}`,
    // The URL of a proxy may hold a password.
    ...(proxy === undefined ? {} : { proxy: new URL(proxy).origin }),
    auth: auth.mode,
    production: http.production,
    limits: {
      requestDeadlineMs: http.requestDeadlineMs,
      graphTimeoutMs: graph.timeoutMs,
      concurrency: graph.concurrency,
      queue: graph.queue,
      cost: graphql.maxCost,
      ...Object.fromEntries(used),
    },
    off: off.filter((name) => name !== 'rateLimitWindowMs'),
  };
}
