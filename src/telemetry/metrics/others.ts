/** Metrics of the authority, of Redis, of idempotency keys and of the process. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';
import { dropReasons, keyOutcomes, sharedParts, type Metrics } from '../events/instruments.js';
import { gatewayVersion } from '../version.js';
import { redisFailureLabel, statusLabel } from './labels.js';
import { durationBuckets } from './requests.js';

/** Redis is waited for 250 ms at most, unless `REDIS_TIMEOUT_MS` is set. */
const redisBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** Of the library's own; the rest repeats these, or costs time with many connections. */
const ofTheProcess = [
  // The first one feeds the other two.
  'process_cpu_user_seconds_total',
  'process_cpu_system_seconds_total',
  'process_cpu_seconds_total',
  'process_start_time_seconds',
  'process_resident_memory_bytes',
  'process_open_fds',
  'process_max_fds',
  'nodejs_eventloop_lag_seconds',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_eventloop_lag_p50_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_total_bytes',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
  'nodejs_gc_duration_seconds',
];

/** The longest time of a timer, in milliseconds. The library samples the utilization of the event loop, which is dropped. */
const never = 2 ** 31 - 1;

export function processMetrics(registry: Registry, authMode: string, isDraining: () => boolean): void {
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopUtilizationTimeout: never });
  for (const { name } of registry.getMetricsAsArray()) {
    if (/^(?:process|nodejs)_/.test(name) && !ofTheProcess.includes(name)) registry.removeSingleMetric(name);
  }
  new Gauge({
    name: 'gateway_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'graph_auth', 'node'],
    registers,
  }).set({ version: gatewayVersion(), graph_auth: authMode, node: process.version }, 1);
  new Gauge({
    name: 'gateway_draining',
    help: '1 from SIGTERM on.',
    registers,
    collect() {
      this.set(isDraining() ? 1 : 0);
    },
  });
}

export function authorityMetrics(registry: Registry): Pick<Metrics, 'authorityCalled'> {
  const duration = new Histogram({
    name: 'authority_request_duration_seconds',
    help: 'Time of one HTTP exchange with the authority, by status or by the reason without one.',
    labelNames: ['code'],
    buckets: durationBuckets,
    registers: [registry],
  });
  return {
    authorityCalled: (code, durationMs) =>
      duration.observe({ code: typeof code === 'number' ? statusLabel(code) : code }, durationMs / 1000),
  };
}

export function redisMetrics(
  registry: Registry,
  isUp: () => boolean,
): Pick<Metrics, 'redisCalled' | 'sharedStateMissed'> {
  const registers = [registry];
  new Gauge({
    name: 'redis_up',
    help: '0 while Redis cannot be used.',
    registers,
    collect() {
      this.set(isUp() ? 1 : 0);
    },
  });
  const duration = new Histogram({
    name: 'db_client_operation_duration_seconds',
    help: 'Time of one command of Redis.',
    labelNames: ['db_operation_name', 'error_type'],
    buckets: redisBuckets,
    registers,
  });
  const missed = new Counter({
    name: 'shared_state_fallback_total',
    help: 'Requests and pauses for which the gateway did alone what replicas share in Redis.',
    labelNames: ['part'],
    registers,
  });
  for (const part of sharedParts) missed.inc({ part }, 0);
  return {
    sharedStateMissed: (part) => missed.inc({ part }),
    redisCalled(operation, failure, durationMs) {
      const failed = failure === undefined ? {} : { error_type: redisFailureLabel(failure) };
      duration.observe({ db_operation_name: operation, ...failed }, durationMs / 1000);
    },
  };
}

export function idempotencyMetrics(registry: Registry): Pick<Metrics, 'creationKeyJudged'> {
  const creations = new Counter({
    name: 'idempotency_total',
    help: 'Creations with an idempotency key, by what became of them.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of keyOutcomes) creations.inc({ outcome }, 0);
  return { creationKeyJudged: (outcome, count) => creations.inc({ outcome }, count) };
}

export function traceMetrics(registry: Registry): Pick<Metrics, 'tracesDropped'> {
  const dropped = new Counter({
    name: 'traces_dropped_total',
    help: 'Traces that were not recorded because of their number, or that did not reach the collector whole.',
    labelNames: ['why'],
    registers: [registry],
  });
  for (const why of dropReasons) dropped.inc({ why }, 0);
  return { tracesDropped: (why, traces) => dropped.inc({ why }, traces) };
}
