/** A span as a collector has it, whatever its encoding was. */

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a trace that begins here. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: 'INTERNAL' | 'SERVER' | 'CLIENT';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly isError: boolean;
  readonly message: string;
  readonly startNs: bigint;
  readonly endNs: bigint;
}

export interface Received {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly spans: readonly ReceivedSpan[];
}

/** By their numbers in OTLP. */
export const kinds = [undefined, 'INTERNAL', 'SERVER', 'CLIENT'] as const;
