/** Metrics of requests and operations. */
import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';
import { shedReasons, type AnsweredRequest, type MeasuredOperation, type Metrics } from '../events/instruments.js';
import { fieldLabel, methodLabel, nameLabel, operationLabel, routeLabel, statusLabel } from './labels.js';

/** OpenTelemetry's advice, and the default of REQUEST_DEADLINE_MS. */
export const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30];

/** Without calls to Graph an operation takes a millisecond, unless it waits for the authority or has long lists. */
const overheadBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** The codes that count against the objective of docs/observability.md. */
const failuresOfTheService = [
  'GRAPH_UNAVAILABLE',
  'GRAPH_TIMEOUT',
  'GRAPH_BAD_RESPONSE',
  'OUTCOME_UNKNOWN',
  'RATE_LIMITED',
  'INTERNAL_SERVER_ERROR',
];

type RequestMetrics = Pick<
  Metrics,
  'requestBegan' | 'requestAnswered' | 'operationEnded' | 'fieldAnswered' | 'loadShed' | 'rateLimited'
>;

export interface RequestOptions {
  /** Names of trusted operations, if they are labels. */
  readonly operationNames: ReadonlySet<string> | undefined;
  readonly hasRateLimit: boolean;
}

export function requestMetrics(registry: Registry, options: RequestOptions): RequestMetrics {
  const registers = [registry];
  const { operationNames, hasRateLimit } = options;
  // The type of the library knows no labels of exemplars besides those of the metric.
  const duration = new Histogram<string>({
    name: 'http_server_request_duration_seconds',
    help: 'Time from the head of a request to the last byte of its response.',
    labelNames: ['http_request_method', 'http_route', 'http_response_status_code'],
    buckets: durationBuckets,
    enableExemplars: true,
    registers,
  });
  let active = 0;
  new Gauge({
    name: 'http_server_active_requests',
    help: 'Requests that are being answered.',
    registers,
    collect() {
      this.set(active);
    },
  });
  const operations = new Histogram({
    name: 'graphql_operation_duration_seconds',
    help: 'Time of an operation from its admission to its result. Refused: it did not run.',
    labelNames: ['graphql_operation_type', 'outcome', ...(operationNames ? ['graphql_operation_name'] : [])],
    buckets: durationBuckets,
    registers,
  });
  const overhead = new Histogram({
    name: 'graphql_operation_overhead_seconds',
    help: 'Time of an operation in which no call to Graph ran or waited: the part of the gateway itself.',
    labelNames: ['graphql_operation_type'],
    buckets: overheadBuckets,
    registers,
  });
  const fields = new Counter({
    name: 'graphql_fields_total',
    help: 'Root fields in responses, by OK or the code of their error.',
    labelNames: ['field', 'code'],
    registers,
  });
  const knownFields = new Set<string>();
  const shed = new Counter({
    name: 'load_shed_total',
    help: 'Requests and connections that were refused or cut off to protect the others.',
    labelNames: ['why'],
    registers,
  });
  for (const why of shedReasons) shed.inc({ why }, 0);
  const limited = hasRateLimit
    ? new Counter({ name: 'rate_limited_total', help: 'Requests over the limit of their caller.', registers })
    : undefined;

  return {
    requestBegan: () => void (active += 1),
    requestAnswered({ method, path, status, durationMs, traceId }: AnsweredRequest) {
      active -= 1;
      const labels = {
        http_request_method: methodLabel(method),
        http_route: routeLabel(path),
        http_response_status_code: statusLabel(status),
      };
      const value = durationMs / 1000;
      duration.observe(
        traceId === undefined ? { labels, value } : { labels, value, exemplarLabels: { trace_id: traceId } },
      );
    },
    operationEnded({ type, name, durationMs, graphPartMs }: MeasuredOperation, outcome) {
      const label = nameLabel(operationNames, name);
      operations.observe(
        {
          graphql_operation_type: operationLabel(type),
          outcome,
          ...(label === undefined ? {} : { graphql_operation_name: label }),
        },
        durationMs / 1000,
      );
      overhead.observe({ graphql_operation_type: operationLabel(type) }, (durationMs - graphPartMs) / 1000);
    },
    fieldAnswered(name, code) {
      const field = fieldLabel(name);
      if (!knownFields.has(field)) {
        knownFields.add(field);
        // Prometheus sees no increase in the first sample of a series, so a single failure needs a sample of 0 before it.
        for (const failure of failuresOfTheService) fields.inc({ field, code: failure }, 0);
      }
      fields.inc({ field, code });
    },
    loadShed: (why) => shed.inc({ why }),
    rateLimited: () => limited?.inc(),
  };
}
