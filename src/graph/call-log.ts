/** Calls to Graph: the lines of the log about those that failed or were refused, and the counts of all. */
import { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import {
  callsNotQueued,
  callsRefusedByCircuit,
  graphAnswered,
  graphCallFailed,
  graphCallNotSent,
} from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { causeFields, mayHaveArrived } from './cause-fields.js';
import { RefusedCalls } from './policies/refused-calls.js';

export const batchPath = '$batch';

export class CallLog {
  readonly #notQueued: RefusedCalls;
  readonly #refusedByCircuit: RefusedCalls;

  constructor(
    private readonly host: string,
    logger: Logger,
  ) {
    this.#notQueued = new RefusedCalls((refused) => callsNotQueued(logger, { refused }));
    this.#refusedByCircuit = new RefusedCalls((refused) => callsRefusedByCircuit(logger, { refused, host }));
  }

  /** Writes what was refused in the last second. */
  stop(): void {
    this.#notQueued.stop();
    this.#refusedByCircuit.stop();
  }

  /** Counts one try as Graph does. Requests of an answered batch are counted in graph-batch.ts, one by one. */
  async count<T>(
    { access, requests }: { readonly access: string; readonly requests: number },
    path: string,
    { logger }: Operation,
    answer: Promise<T>,
  ): Promise<T> {
    try {
      const response = await answer;
      if (path !== batchPath) graphAnswered(logger, access, 'OK', requests, 'call');
      return response;
    } catch (error) {
      if (error instanceof GatewayError && mayHaveArrived(error)) {
        graphAnswered(logger, access, error.code, requests, 'call');
      }
      throw error;
    }
  }

  /** After the last try. */
  failed(failure: GatewayError, method: string, durationMs: number, { logger }: Operation): void {
    const { code, details } = failure;
    // Nothing was going to Graph; it is counted where it was refused.
    if (details.notSent === 'idempotency') return;
    if (details.notSent !== undefined) graphCallNotSent(logger, details.notSent);
    if (details.notSent === 'full queue') return this.#notQueued.count();
    if (details.notSent === 'open circuit') return this.#refusedByCircuit.count();
    graphCallFailed(logger, {
      code,
      graph: details.graph,
      method,
      host: this.host,
      durationMs: Math.round(durationMs),
      ...causeFields(failure),
    });
  }
}
