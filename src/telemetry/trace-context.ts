/**
 * W3C Trace Context: `traceparent` in and out. It needs no library, because the log names the caller's trace even while
 * the gateway itself does not trace.
 *
 * `tracestate` and baggage of callers are neither read nor sent.
 */

/** As in each line of the log: the names of OpenTelemetry for logs outside OTLP. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
  readonly trace_flags: '00' | '01';
}

/** Version 00 has these four fields alone; a later one may have more after another hyphen. `ff` is not a version. */
const traceparent = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const sampled = 1;
/** Longer ones are not read. */
const maxLength = 512;

/** Undefined for a value that is not valid; such a request begins a trace of its own. */
export function readTraceparent(header: string | string[] | undefined): TraceIds | undefined {
  if (typeof header !== 'string' || header.length > maxLength) return undefined;
  const [, version, trace_id, span_id, flags, more] = traceparent.exec(header) ?? [];
  if (trace_id === undefined || span_id === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return { trace_id, span_id, trace_flags: (Number.parseInt(flags, 16) & sampled) === sampled ? '01' : '00' };
}

export function traceparentOf({ trace_id, span_id, trace_flags }: TraceIds): string {
  return `00-${trace_id}-${span_id}-${trace_flags}`;
}
