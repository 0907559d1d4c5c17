/**
 * Keeps spans until they are exported, and counts the traces whose spans it has no place for. OpenTelemetry's batching
 * has the same limit, but drops spans beyond it without a sign.
 */
import type { Context } from '@opentelemetry/api';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type Span,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';

/** OpenTelemetry's default: at 50 creations a second, 13 seconds. */
const maxSpans = 2048;
/** Several spans of one trace may be dropped, and the trace counts once. More traces than these rarely run at one time. */
const rememberedTraces = 1000;

export interface SpanQueueOptions {
  readonly exporter: SpanExporter;
  readonly exportTimeoutMs: number;
  readonly onDropped: () => void;
}

export class SpanQueue implements SpanProcessor {
  readonly #batches: BatchSpanProcessor;
  readonly #incomplete = new Set<string>();
  /** Spans that ended and that the exporter does not have yet. */
  #waiting = 0;

  constructor(private readonly options: SpanQueueOptions) {
    const { exporter, exportTimeoutMs } = options;
    this.#batches = new BatchSpanProcessor({
      exporter: {
        export: (spans, done) => {
          this.#waiting -= spans.length;
          exporter.export(spans, done);
        },
        shutdown: () => exporter.shutdown(),
      },
      maxQueueSize: maxSpans,
      exportTimeoutMillis: exportTimeoutMs,
    });
  }

  onStart(span: Span, parent: Context): void {
    this.#batches.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    if (this.#waiting === maxSpans) return this.#drop(span.spanContext().traceId);
    this.#waiting += 1;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  #drop(traceId: string): void {
    if (this.#incomplete.has(traceId)) return;
    if (this.#incomplete.size === rememberedTraces) this.#incomplete.clear();
    this.#incomplete.add(traceId);
    this.options.onDropped();
  }
}
