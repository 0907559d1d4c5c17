/**
 * What the log and the metrics say of one request when it is answered. It is filled while the request runs.
 *
 * It holds names of the schema and of the document, codes, ids of Graph and numbers; no values of the caller.
 */

/** Enough to find a write in Microsoft's support; a bulk creation has more. */
const maxRequestIds = 20;

/** `refused`: it did not run. */
export type Outcome = 'success' | 'partial' | 'failed' | 'refused';

export class OperationRecord {
  /** The begin of the operation, in milliseconds of `performance.now()`. */
  beganAt = 0;
  /** Undefined until the operation has ended. */
  outcome: Outcome | undefined;
  /** Whether the line of the request is written. */
  isReported = false;
  /** Whether the errors in the response have the `requestId`. */
  hasRequestId = false;
  type: string | undefined;
  /** Undefined for an operation without a name. */
  name: string | undefined;
  /** Names of the root fields, each once. */
  fields: readonly string[] | undefined;
  /** Codes of the errors in the response, each once. */
  codes: readonly string[] | undefined;
  /** HTTP exchanges with Graph, retries included. */
  graphCalls = 0;
  /** Time of all exchanges together, in milliseconds; exchanges at the same time each count. */
  graphMs = 0;
  /** Calls to Graph that run or wait, and the time in which there was one: the rest is the gateway's own. */
  #pending = 0;
  #pendingSince = 0;
  #graphPartMs = 0;
  /** Graph's ids of the writes that it acknowledged. */
  writeRequestIds: string[] | undefined;

  /** `requestId`: the `x-request-id` of the response. */
  constructor(readonly requestId: string) {}

  /** A call to Graph begins, or one waits to be repeated. */
  waitsForGraph(): void {
    if (this.#pending === 0) this.#pendingSince = performance.now();
    this.#pending += 1;
  }

  hasWaitedForGraph(): void {
    this.#pending -= 1;
    if (this.#pending === 0) this.#graphPartMs += performance.now() - this.#pendingSince;
  }

  /** In milliseconds; calls at the same time count once. Complete when no call is pending. */
  get graphPartMs(): number {
    return this.#graphPartMs + (this.#pending === 0 ? 0 : performance.now() - this.#pendingSince);
  }

  exchanged(durationMs: number): void {
    this.graphCalls += 1;
    this.graphMs += durationMs;
  }

  wrote(requestId: string | null): void {
    if (requestId === null) return;
    this.writeRequestIds ??= [];
    if (this.writeRequestIds.length < maxRequestIds) this.writeRequestIds.push(requestId);
  }
}
