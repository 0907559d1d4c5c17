/** The keys of OpenTelemetry's specification -> where traces go, and which are recorded. */
import type { Environment } from './environment.js';

export interface TracingConfig {
  readonly url: string;
  readonly protocol: 'http/protobuf' | 'http/json';
  /** May hold a password: never logged. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly sampler: Environment['OTEL_TRACES_SAMPLER'];
  readonly ratio: number;
  readonly maxPerSecond: number;
  readonly propagates: boolean;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
}

const defaultServiceName = 'macos-software-update-gateway';

/** Undefined while traces are off: without an endpoint, or where one of the other keys says so. */
export function tracingOf(env: Environment): TracingConfig | undefined {
  const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?.href ?? belowRoot(env.OTEL_EXPORTER_OTLP_ENDPOINT);
  if (url === undefined || env.OTEL_TRACES_EXPORTER === 'none' || env.OTEL_SDK_DISABLED === 'true') return undefined;
  const resourceAttributes = env.OTEL_RESOURCE_ATTRIBUTES ?? {};
  return {
    url,
    protocol: env.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? {},
    timeoutMs: env.OTEL_EXPORTER_OTLP_TIMEOUT,
    sampler: env.OTEL_TRACES_SAMPLER,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
    maxPerSecond: env.TRACE_MAX_PER_SECOND,
    propagates: env.OTEL_PROPAGATORS === 'tracecontext',
    serviceName: env.OTEL_SERVICE_NAME ?? resourceAttributes['service.name'] ?? defaultServiceName,
    resourceAttributes,
  };
}

/** The specification appends the path of the signal to the endpoint of all signals. */
function belowRoot(endpoint: URL | undefined): string | undefined {
  return endpoint && `${endpoint.href.replace(/\/+$/, '')}/v1/traces`;
}
