/** Metrics of calls to Graph. */
import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';
import { answersOf, callersOf, circuitsOf, type GraphCall, type Metrics } from '../events/instruments.js';
import { statusLabel, Templates } from './labels.js';
import type { GraphLoad } from './readings.js';
import { durationBuckets } from './requests.js';

type GraphMetrics = Pick<
  Metrics,
  | 'graphCalled'
  | 'graphAnswered'
  | 'outcomeUnknown'
  | 'graphCallRetried'
  | 'callNotSent'
  | 'callWaited'
  | 'circuitOpened'
>;

export interface GraphOptions {
  readonly places: number;
  readonly queue: number;
  /** The limits that are on. */
  readonly pace: Readonly<Record<'requests' | 'writes', number>>;
}

export function graphMetrics(registry: Registry, options: GraphOptions, load: () => GraphLoad): GraphMetrics {
  const registers = [registry];
  const templates = new Templates();
  const calls = new Histogram({
    name: 'http_client_request_duration_seconds',
    help: 'Time of one HTTP exchange with Graph; each retry is another one.',
    labelNames: ['http_request_method', 'url_template', 'http_response_status_code', 'error_type'],
    buckets: durationBuckets,
    registers,
  });
  const answers = new Counter({
    name: 'graph_requests_total',
    help: 'Requests that Graph may have received, as Graph counts them: each request of a batch is one.',
    labelNames: ['access', 'code'],
    registers,
  });
  const throttled = new Counter({
    name: 'graph_throttled_total',
    help: 'Calls, and requests in batches, that Graph answered with 429.',
    labelNames: ['of'],
    registers,
  });
  const unknown = new Counter({
    name: 'graph_outcome_unknown_total',
    help: 'Writes whose outcome is unknown: Graph may have carried them out.',
    labelNames: ['caller'],
    registers,
  });
  const retries = new Counter({
    name: 'graph_retries_total',
    help: 'Retries, by the code of the failure before.',
    labelNames: ['code'],
    registers,
  });
  const notSent = new Counter({
    name: 'graph_calls_not_sent_total',
    help: 'Calls that the gateway did not send.',
    labelNames: ['why'],
    registers,
  });
  const waits = new Histogram({
    name: 'graph_wait_seconds',
    help: 'Time that calls waited before they were sent. Calls that did not wait are not counted.',
    labelNames: ['for'],
    buckets: durationBuckets,
    registers,
  });
  const opened = new Counter({
    name: 'graph_circuit_opened_total',
    help: 'How often calls were stopped because most of them failed: those of all callers, or of one.',
    labelNames: ['of'],
    registers,
  });
  for (const of of answersOf) throttled.inc({ of }, 0);
  // An alert looks for its increase, and Prometheus sees none in the first sample of a series.
  notSent.inc({ why: 'full queue' }, 0);
  for (const caller of callersOf) unknown.inc({ caller }, 0);
  for (const of of circuitsOf) opened.inc({ of }, 0);
  addGauges(registers, options, load);

  return {
    graphCalled({ method, path, status, failure, durationMs }: GraphCall) {
      const labels = { http_request_method: method, url_template: templates.label(path) };
      const ended =
        status === undefined
          ? { error_type: failure ?? 'connection' }
          : { http_response_status_code: statusLabel(status) };
      calls.observe({ ...labels, ...ended }, durationMs / 1000);
    },
    graphAnswered(access, code, requests, of) {
      answers.inc({ access, code }, requests);
      if (code === 'RATE_LIMITED') throttled.inc({ of });
    },
    outcomeUnknown: (caller) => unknown.inc({ caller }),
    graphCallRetried: (codes) => codes.forEach((code) => retries.inc({ code })),
    callNotSent: (why) => notSent.inc({ why }),
    callWaited: (reason, ms) => waits.observe({ for: reason }, ms / 1000),
    circuitOpened: (of) => opened.inc({ of }),
  };
}

function addGauges(registers: Registry[], { places, queue, pace }: GraphOptions, load: () => GraphLoad): void {
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect: function () {
        this.set(read());
      },
    });
  const gauges = (name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): Gauge =>
    new Gauge<string>({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        for (const [value, count] of Object.entries(read())) this.set({ [label]: value }, count);
      },
    });
  gauge('graph_places', 'Calls to Graph that may run at the same time: GRAPH_CONCURRENCY.', () => places);
  gauge('graph_queue_limit', 'Calls that may wait for a place, and as many for a time: GRAPH_QUEUE.', () => queue);
  gauge('graph_calls_active', 'Calls to Graph that are running.', () => load().active);
  gauges('graph_calls_waiting', 'Calls that are waiting.', 'for', () => load().waiting);
  gauges(
    'graph_circuit_open',
    '1 while calls of all callers are stopped; how many callers are stopped alone.',
    'of',
    () => load().circuits,
  );
  gauge('graph_paused_identities', 'Identities that Graph has asked to pause.', () => load().pausedIdentities);
  const limits = Object.entries(pace).filter(([, limit]) => limit > 0);
  if (limits.length === 0) return;
  gauges('graph_pace_limit', 'What the gateway sends in any 20 seconds at most.', 'kind', () =>
    Object.fromEntries(limits),
  );
  gauge(
    'graph_pace_replicas',
    'Gateways that keep the limit together, as far as this one knows.',
    () => load().replicas,
  );
  gauges('graph_pace_used', 'What it has sent in the last 20 seconds.', 'kind', () => {
    const { paced } = load();
    return Object.fromEntries(limits.map(([kind]) => [kind, paced[kind as keyof typeof paced]]));
  });
}
