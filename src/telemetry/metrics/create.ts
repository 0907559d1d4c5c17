/** All metrics. Loaded only when they are on. */
import { Registry } from '@prometheus-io/client';
import type { Metrics } from '../events/instruments.js';
import { inBatches } from './batch.js';
import { Expositions } from './exposition.js';
import { graphMetrics, type GraphOptions } from './graph.js';
import { authorityMetrics, idempotencyMetrics, processMetrics, redisMetrics, traceMetrics } from './others.js';
import type { Readings } from './readings.js';
import { requestMetrics, type RequestOptions } from './requests.js';

export interface MetricsOptions extends GraphOptions, RequestOptions {
  /** As in GRAPH_AUTH. */
  readonly authMode: string;
  readonly hasAuthority: boolean;
  readonly hasTraces: boolean;
  readonly hasIdempotencyKeys: boolean;
}

export interface CreatedMetrics {
  readonly metrics: Metrics;
  readonly expositions: Expositions;
}

/** A metric that nothing can feed is not registered. `readings` is called for each exposition. */
export function createMetrics(options: MetricsOptions, readings: Readings): CreatedMetrics {
  // The library accepts exemplars in a registry of this type alone.
  const registry = new Registry(Registry.OPENMETRICS_CONTENT_TYPE);
  const nothing = (): void => undefined;
  processMetrics(registry, options.authMode, readings.isDraining);
  const { metrics, count } = inBatches({
    ...requestMetrics(registry, options),
    ...graphMetrics(registry, options, readings.graph),
    ...(options.hasAuthority ? authorityMetrics(registry) : { authorityCalled: nothing }),
    ...(options.hasIdempotencyKeys ? idempotencyMetrics(registry) : { creationKeyJudged: nothing }),
    ...(options.hasTraces ? traceMetrics(registry) : { tracesDropped: nothing }),
    ...(readings.isRedisUp
      ? redisMetrics(registry, readings.isRedisUp)
      : { redisCalled: nothing, sharedStateMissed: nothing }),
  });
  return { metrics, expositions: new Expositions(registry, count) };
}
