/**
 * Traces: OpenTelemetry's SDK, whose spans the gateway makes by hand. docs/tracing.md has them all.
 *
 * Without instrumentation packages and without a context manager: the first write values of callers into spans and cost
 * half as much as the operation itself, the second is not needed, because a logger carries the span of its request.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace, type Context, type Tracer } from '@opentelemetry/api';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import pTimeout from 'p-timeout';
import { tracesDropped } from '../events.js';
import type { RequestSpan } from '../events/request-span.js';
import type { Logger } from '../logger.js';
import { readTraceparent } from '../trace-context.js';
import { gatewayVersion } from '../version.js';
import { lastExportMs } from './last-export.js';
import { idsOf, RecordedRequest } from './recorded-request.js';
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

  constructor(
    private readonly options: TracingOptions,
    private readonly exporter: WatchedExporter,
    logger: Logger,
  ) {
    const { sampler, ratio, maxPerSecond, timeoutMs } = options;
    const queue = { exporter, exportTimeoutMs: timeoutMs + 1000, onDropped: () => tracesDropped(logger, 'queue', 1) };
    this.#provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(resourceOf(options))),
      sampler: new BoundedSampler(samplerOf(sampler, ratio), maxPerSecond, () => tracesDropped(logger, 'limit', 1)),
      spanProcessors: [new SpanQueue(queue)],
    });
    this.#tracer = this.#provider.getTracer(scope, gatewayVersion());
  }

  /** Undefined for requests that are not operations, such as probes. */
  begin({ method = '', url = '', headers }: IncomingMessage): RequestSpan | undefined {
    if (url !== tracedPath && !url.startsWith(`${tracedPath}?`)) return undefined;
    const known = methods.includes(method) ? method : '_OTHER';
    const attributes = {
      'http.request.method': known,
      'http.route': tracedPath,
      'url.path': tracedPath,
      'url.scheme': 'http',
    };
    const context = this.#contextOf(headers.traceparent);
    const root = this.#tracer.startSpan(`${known} ${tracedPath}`, { kind: SpanKind.SERVER, attributes }, context);
    const { propagates } = this.options;
    if (root.isRecording()) return new RecordedRequest(this.#tracer, root, propagates);
    return new UnrecordedRequest(idsOf(root.spanContext()), propagates);
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

  #contextOf(header: string | string[] | undefined): Context {
    const parent = this.options.propagates ? readTraceparent(header) : undefined;
    if (parent === undefined) return ROOT_CONTEXT;
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId: parent.trace_id,
      spanId: parent.span_id,
      traceFlags: parent.trace_flags === '01' ? TraceFlags.SAMPLED : TraceFlags.NONE,
      isRemote: true,
    });
  }
}

function resourceOf({ serviceName, resourceAttributes }: TracingOptions): Record<string, string> {
  return {
    'service.version': gatewayVersion(),
    'service.instance.id': randomUUID(),
    ...resourceAttributes,
    'service.name': serviceName,
  };
}
