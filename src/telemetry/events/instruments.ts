/**
 * What events count and measure, without the library that does it: ../metrics/ has that, and is loaded only when metrics
 * are on.
 *
 * A logger carries its instruments, and its children inherit them, so they reach every place that writes events.
 */
import type { RequestSpan } from './request-span.js';

export interface Instruments {
  /** Undefined while metrics are off. */
  readonly metrics?: Metrics | undefined;
  /** Of a request's logger. Undefined while traces are off. */
  readonly span?: RequestSpan | undefined;
}

/** Times in milliseconds, as in the log. Labels have few values, none of which a caller can invent. */
export interface Metrics {
  requestBegan(): void;
  requestAnswered(request: AnsweredRequest): void;
  operationEnded(operation: MeasuredOperation, outcome: string): void;
  fieldAnswered(field: string, code: string): void;
  graphCalled(call: GraphCall): void;
  graphAnswered(access: string, code: string, requests: number, of: AnswerOf): void;
  outcomeUnknown(caller: CallerOf): void;
  graphCallRetried(codes: readonly string[]): void;
  callNotSent(why: string): void;
  callWaited(reason: WaitReason, ms: number): void;
  circuitOpened(of: CircuitOf): void;
  rateLimited(): void;
  loadShed(why: ShedReason): void;
  authorityCalled(code: number | string, durationMs: number): void;
  tracesDropped(why: DropReason, traces: number): void;
  redisCalled(operation: RedisOperation, failure: string | undefined, durationMs: number): void;
  creationKeyJudged(outcome: KeyOutcome, creations: number): void;
  sharedStateMissed(part: SharedPart): void;
}

export interface AnsweredRequest {
  readonly method: string;
  /** The route. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  /** Of a sampled trace: the metric then leads to it. */
  readonly traceId?: string | undefined;
}

export interface MeasuredOperation {
  /** Undefined if the document was not accepted. */
  readonly type: string | undefined;
  /** The caller's. */
  readonly name: string | undefined;
  readonly durationMs: number;
  /** Of its duration, the time in which a call to Graph ran or waited. */
  readonly graphPartMs: number;
}

export interface GraphCall {
  readonly method: string;
  readonly path: string;
  readonly status?: number | undefined;
  readonly failure?: string | undefined;
  readonly durationMs: number;
}

// Each set is listed once: its values are the labels of a metric from the start.

/** What Graph answered: a call, or one request of a batch. */
export const answersOf = ['call', 'item'] as const;
export type AnswerOf = (typeof answersOf)[number];

/** Whether the client of a write waited for its outcome, or had left. */
export const callersOf = ['waits', 'left'] as const;
export type CallerOf = (typeof callersOf)[number];

export type WaitReason = 'place' | 'pause' | 'pace' | 'retry';

/** All callers, or one. */
export const circuitsOf = ['all', 'caller'] as const;
export type CircuitOf = (typeof circuitsOf)[number];

export const shedReasons = [
  'event-loop',
  'draining',
  'pipelined-requests',
  'unfinished-bodies',
  'long-bodies',
  'unread-responses',
] as const;
export type ShedReason = (typeof shedReasons)[number];

/** More than TRACE_MAX_PER_SECOND, too many spans waited for the collector, or it did not take them. */
export const dropReasons = ['limit', 'queue', 'export'] as const;
export type DropReason = (typeof dropReasons)[number];

export type RedisOperation = 'count' | 'claim' | 'send' | 'settle' | 'answer' | 'pace' | 'pause' | 'subscribe' | 'beat';

/** What replicas share in Redis, and each does alone while Redis cannot be used. */
export const sharedParts = ['rate_limit', 'pace', 'pauses'] as const;
export type SharedPart = (typeof sharedParts)[number];

/** What became of one creation with an idempotency key. */
export const keyOutcomes = [
  'new',
  'replayed',
  'in_use',
  'reused',
  'unknown',
  'resolved',
  'unavailable',
  'missing',
] as const;
export type KeyOutcome = (typeof keyOutcomes)[number];
