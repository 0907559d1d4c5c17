/** Sends spans, and reports when the collector does not take them: once, and once when it does again. */
import { SpanKind } from '@opentelemetry/api';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { tracesExported, tracesNotExported, tracesDropped } from '../events.js';
import type { Logger } from '../logger.js';

export class WatchedExporter implements SpanExporter {
  #isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly host: string,
    private readonly logger: Logger,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      if (result.code === ExportResultCode.SUCCESS) this.#succeeded();
      else this.failed(reasonOf(result.error), spans.filter(({ kind }) => kind === SpanKind.SERVER).length);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  failed(reason: string, traces: number): void {
    if (traces > 0) tracesDropped(this.logger, 'export', traces);
    if (this.#isFailing) return;
    this.#isFailing = true;
    tracesNotExported(this.logger, { reason, host: this.host });
  }

  #succeeded(): void {
    if (!this.#isFailing) return;
    this.#isFailing = false;
    tracesExported(this.logger);
  }
}

/** A code of Node.js or a status. Texts of the collector are not logged. */
function reasonOf(error: (Error & { code?: unknown }) | undefined): string {
  const code = error?.code;
  if (typeof code === 'number') return `status ${code}`;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : 'no success';
}
