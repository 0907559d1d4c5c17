/**
 * The spans of one request: the request itself (SERVER), its operation (INTERNAL), and one for each call to another
 * server (CLIENT). Names of attributes are those of OpenTelemetry's semantic conventions; the gateway's own begin with
 * `gateway.`.
 */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import type {
  BegunCall,
  BegunGraphCall,
  BegunOperation,
  CallSpan,
  EndOfCall,
  RequestSpan,
} from '../events/request-span.js';
import { traceparentOf, type TraceIds } from '../trace-context.js';

/** Names are the caller's. */
const maxNameLength = 100;
/** No response was sent. */
const callerLeftStatus = 499;
const operationTypes = ['query', 'mutation'];

export class RecordedRequest implements RequestSpan {
  readonly ids: TraceIds;
  readonly recordedTraceId: string;
  #operation: Span | undefined;
  /** What the next span is a part of. */
  #context: Context;
  /** `performance.now()` plus this is the time of day. Spans with anchors of their own differ by up to a millisecond. */
  readonly #dayMs = Date.now() - performance.now();
  readonly #now = (): number => this.#dayMs + performance.now();

  constructor(
    private readonly tracer: Tracer,
    private readonly root: Span,
    private readonly propagates: boolean,
  ) {
    this.ids = idsOf(root.spanContext());
    this.recordedTraceId = this.ids.trace_id;
    this.#context = trace.setSpan(ROOT_CONTEXT, root);
  }

  operationBegan({ type = '', name, beganAt }: BegunOperation): void {
    if (this.#operation !== undefined || !operationTypes.includes(type)) return;
    const named = name === undefined ? {} : { 'graphql.operation.name': name.slice(0, maxNameLength) };
    this.#operation = this.#start(type, SpanKind.INTERNAL, { 'graphql.operation.type': type, ...named }, beganAt);
    this.#context = trace.setSpan(ROOT_CONTEXT, this.#operation);
  }

  operationEnded({ codes }: { readonly codes?: readonly string[] | undefined }, outcome: string): void {
    const span = this.#operation ?? this.root;
    // The client of an operation may have left before its end.
    if (!span.isRecording()) return;
    if (codes !== undefined && codes.length > 0) span.setAttribute('gateway.error.codes', [...codes]);
    span.setAttribute('gateway.outcome', outcome);
    if (outcome === 'failed' || outcome === 'partial') span.setStatus({ code: SpanStatusCode.ERROR });
    this.#operation?.end(this.#now());
  }

  graphCallBegan({ method, root, template, attempt, requests, clientRequestId }: BegunGraphCall): CallSpan {
    const path = template().split('?', 1)[0] ?? '';
    const { hostname, port } = new URL(root);
    const span = this.#start(`${method} ${path}`, SpanKind.CLIENT, {
      'http.request.method': method,
      'url.template': path,
      'url.full': `${root}/${path}`,
      'server.address': hostname,
      ...(port === '' ? {} : { 'server.port': Number(port) }),
      ...(attempt === 0 ? {} : { 'http.request.resend_count': attempt }),
      ...(requests === undefined ? {} : { 'gateway.graph.batch_size': requests }),
      'gateway.graph.client_request_id': clientRequestId,
    });
    return this.#call(span, this.propagates);
  }

  callBegan(call: BegunCall): CallSpan {
    if (call.to === 'redis') {
      const attributes = { 'db.system.name': 'redis', 'db.stored_procedure.name': call.procedure };
      return this.#call(this.#start(`${call.procedure} redis`, SpanKind.CLIENT, attributes, call.beganAt), false);
    }
    const attributes = { 'http.request.method': call.method, 'server.address': call.host };
    return this.#call(this.#start(`${call.method} authority`, SpanKind.CLIENT, attributes), false);
  }

  noted(name: string, attributes: Attributes): void {
    const operation = this.#operation;
    (operation?.isRecording() === true ? operation : this.root).addEvent(name, attributes, this.#now());
  }

  answered({ status, callerLeft }: { readonly status: number; readonly callerLeft?: true }): void {
    // The operation of a client that left may still run; its span ends with the request.
    if (this.#operation?.isRecording() === true) this.#operation.end(this.#now());
    if (status !== callerLeftStatus) this.root.setAttribute('http.response.status_code', status);
    if (callerLeft) this.root.setAttribute('gateway.caller_left', true);
    if (status >= 500) this.root.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
    this.root.end(this.#now());
  }

  /** `beganAt` in milliseconds of `performance.now()`. */
  #start(name: string, kind: SpanKind, attributes: Attributes, beganAt = performance.now()): Span {
    return this.tracer.startSpan(name, { kind, attributes, startTime: this.#dayMs + beganAt }, this.#context);
  }

  #call(span: Span, propagates: boolean): RecordedCall {
    return new RecordedCall(span, propagates, this.#now);
  }
}

class RecordedCall implements CallSpan {
  constructor(
    private readonly span: Span,
    private readonly propagates: boolean,
    private readonly now: () => number,
  ) {}

  get traceparent(): string | undefined {
    return this.propagates ? traceparentOf(idsOf(this.span.spanContext())) : undefined;
  }

  ended({ status, failure, requestId }: EndOfCall): void {
    if (status !== undefined) this.span.setAttribute('http.response.status_code', status);
    if (requestId) this.span.setAttribute('gateway.graph.request_id', requestId);
    const error = failure ?? (status !== undefined && status >= 400 ? String(status) : undefined);
    if (error !== undefined) this.span.setAttribute('error.type', error).setStatus({ code: SpanStatusCode.ERROR });
    this.span.end(this.now());
  }
}

function idsOf({ traceId, spanId, traceFlags }: SpanContext): TraceIds {
  return { trace_id: traceId, span_id: spanId, trace_flags: (traceFlags & 1) === 1 ? '01' : '00' };
}
