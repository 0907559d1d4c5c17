/**
 * What events say to the trace of a request, without the library that does it: ../tracing/ has that, and is loaded only
 * when traces are on.
 *
 * Attributes hold names of the schema and of the document, codes, templates of paths, ids of exchanges and numbers. They
 * never hold documents, variables, tokens, texts of errors, or ids of people and Macs.
 */
import type { TraceIds } from '../trace-context.js';

/** The trace of one request of a client. */
export interface RequestSpan {
  /** For each line of the log. */
  readonly ids: TraceIds;
  /** Undefined if the trace is not recorded. */
  readonly recordedTraceId: string | undefined;
  /** The document is valid. */
  operationBegan(operation: BegunOperation): void;
  /** Before the response is written. */
  operationEnded(operation: { readonly codes?: readonly string[] | undefined }, outcome: string): void;
  graphCallBegan(call: BegunGraphCall): CallSpan;
  /** Undefined if the trace is not recorded. */
  callBegan(call: BegunCall): CallSpan | undefined;
  /** Something without a duration, or whose end is its only trace. */
  noted(name: string, attributes: Readonly<Record<string, string | number>>): void;
  answered(request: { readonly status: number; readonly callerLeft?: true }): void;
}

export interface BegunOperation {
  readonly type: string | undefined;
  readonly name: string | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly beganAt: number;
}

export interface BegunGraphCall {
  readonly method: string;
  /** Graph's root with its version, as in `https://graph.microsoft.com/beta`. */
  readonly root: string;
  /** Below the root. Its keys and values do not become part of the span. */
  readonly template: () => string;
  /** 0 for the first try. */
  readonly attempt: number;
  /** In a batch. */
  readonly requests?: number | undefined;
  readonly clientRequestId: string;
}

/** A call to another server than Graph. */
export type BegunCall =
  | { readonly to: 'authority'; readonly method: string; readonly host: string }
  | { readonly to: 'redis'; readonly procedure: string; readonly beganAt: number };

export interface CallSpan {
  /** The header that makes the called server's spans part of the trace; undefined if none is sent. */
  readonly traceparent: string | undefined;
  ended(end: EndOfCall): void;
}

export interface EndOfCall {
  readonly status?: number | undefined;
  /** Why no response arrived. */
  readonly failure?: string | undefined;
  /** Graph's. */
  readonly requestId?: string | null | undefined;
}
