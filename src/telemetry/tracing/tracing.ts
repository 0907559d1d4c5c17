/**
 * Traces: OpenTelemetry's SDK, whose spans the gateway makes by hand. docs/tracing.md has them all.
 *
 * Without instrumentation packages and without a context manager: the first write values of callers into spans and cost
 * half as much as the operation itself, the second is not needed, because a logger carries the span of its request.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, RandomIdGenerator, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import pTimeout from 'p-timeout';
import { tracesDropped } from '../events.js';
import type { RequestSpan } from '../events/request-span.js';
import type { Logger } from '../logger.js';
import { readTraceparent, type TraceIds } from '../trace-context.js';
import { gatewayVersion } from '../version.js';
import { lastExportMs } from './last-export.js';
import { RecordedRequest } from './recorded-request.js';
import { BoundedSampler, samplerOf, type SamplerName } from './sampler.js';
import { SpanQueue } from './span-queue.js';
import { UnrecordedRequest } from './unrecorded-request.js';
import { WatchedExporter } from './watched-exporter.js';

export interface TracingOptions {
  /** Where traces are sent. */
  readonly url: string;
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly sampler: SamplerName;
  readonly ratio: number;
  readonly maxPerSecond: number;
  /** Whether `traceparent` is read and sent. */
  readonly propagates: boolean;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
}

const scope = 'macos-software-update-gateway';

/** Known methods, so that clients cannot invent names of spans. */
const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];
const tracedPath = '/graphql';

export async function startTracing(options: TracingOptions, logger: Logger): Promise<Tracing> {
  const { url, headers, timeoutMs } = options;
  const exporter = await exporterOf(options.protocol, { url, headers, timeoutMillis: timeoutMs });
  return new Tracing(options, new WatchedExporter(exporter, new URL(url).host, logger), logger);
}

type ExporterOptions = { url: string; headers: Record<string, string>; timeoutMillis: number };

/** Only the one that is used is loaded. */
async function exporterOf(protocol: TracingOptions['protocol'], options: ExporterOptions): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter(options);
}

export class Tracing {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #sampler: BoundedSampler;
  readonly #ids = new RandomIdGenerator();
  /** The trace whose root is being started: it must have the id that the sampler decided for. */
  #traceId = '';

  constructor(
    private readonly options: TracingOptions,
    private readonly exporter: WatchedExporter,
    logger: Logger,
  ) {
    const { sampler, ratio, maxPerSecond, timeoutMs } = options;
    const queue = { exporter, exportTimeoutMs: timeoutMs + 1000, onDropped: () => tracesDropped(logger, 'queue', 1) };
    const refused = (): void => tracesDropped(logger, 'limit', 1);
    this.#sampler = new BoundedSampler(samplerOf(sampler, ratio), maxPerSecond, refused);
    this.#provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(resourceOf(options))),
      // It is asked only for spans of traces that are recorded.
      sampler: new AlwaysOnSampler(),
      idGenerator: { generateTraceId: () => this.#traceId, generateSpanId: () => this.#ids.generateSpanId() },
      spanProcessors: [new SpanQueue(queue)],
    });
    this.#tracer = this.#provider.getTracer(scope, gatewayVersion());
  }

  /** Undefined for requests that are not operations, such as probes. */
  begin({ method = '', url = '', headers }: IncomingMessage): RequestSpan | undefined {
    if (url !== tracedPath && !url.startsWith(`${tracedPath}?`)) return undefined;
    const { propagates } = this.options;
    const parent = propagates ? readTraceparent(headers.traceparent) : undefined;
    const context = parent === undefined ? ROOT_CONTEXT : contextOf(parent);
    const traceId = parent?.trace_id ?? this.#ids.generateTraceId();
    // 99 of 100 requests by default: ids are all they need of OpenTelemetry.
    if (!this.#sampler.isRecorded(context, traceId)) {
      const ids: TraceIds = { trace_id: traceId, span_id: this.#ids.generateSpanId(), trace_flags: '00' };
      return new UnrecordedRequest(ids, propagates);
    }
    this.#traceId = traceId;
    return new RecordedRequest(this.#tracer, this.#startRoot(method, context), propagates);
  }

  /** Sends what is left, within a time limit. */
  async stop(): Promise<void> {
    const timedOut = { milliseconds: lastExportMs, fallback: () => this.exporter.failed('timeout', 0) };
    // A failed export is reported by the exporter.
    await pTimeout(
      this.#provider.shutdown().catch(() => undefined),
      timedOut,
    );
  }

  #startRoot(method: string, context: Context): Span {
    const known = methods.includes(method) ? method : '_OTHER';
    const attributes = {
      'http.request.method': known,
      'http.route': tracedPath,
      'url.path': tracedPath,
      'url.scheme': 'http',
    };
    return this.#tracer.startSpan(`${known} ${tracedPath}`, { kind: SpanKind.SERVER, attributes }, context);
  }
}

function contextOf({ trace_id, span_id, trace_flags }: TraceIds): Context {
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: trace_id,
    spanId: span_id,
    traceFlags: trace_flags === '01' ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}

function resourceOf({ serviceName, resourceAttributes }: TracingOptions): Record<string, string> {
  return {
    'service.version': gatewayVersion(),
    'service.instance.id': randomUUID(),
    ...resourceAttributes,
    'service.name': serviceName,
  };
}
