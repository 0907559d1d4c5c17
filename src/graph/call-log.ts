/** The lines of the log about calls to Graph that failed or were refused. */
import { failureWord } from '../core/failure-word.js';
import type { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import { callsNotQueued, callsRefusedByCircuit, graphCallFailed } from '../telemetry/events.js';
import type { Logger } from '../telemetry/logger.js';
import { ForeignResponse } from './foreign-response.js';
import { NotJsonError } from './graph-failure.js';
import { ExchangeError } from './graph-transport.js';
import { RefusedCalls } from './policies/refused-calls.js';

/** `reason` is undefined if `graph.status` says it all. */
export function causeFields({ details: { cause, graph, notSent } }: GatewayError): { sent: boolean; reason?: string } {
  if (cause instanceof ExchangeError) {
    // To an operator both are REQUEST_DEADLINE_MS.
    const failure = cause.failure === 'haste' ? 'deadline' : cause.failure;
    return { sent: cause.sent, reason: failureWord(cause) ?? failure };
  }
  if (notSent !== undefined) return { sent: false, reason: notSent };
  const sent = typeof graph?.status === 'number';
  const isKnown = cause instanceof ForeignResponse || cause instanceof NotJsonError;
  return isKnown ? { sent, reason: cause.reason } : { sent };
}

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

  /** After the last try. */
  failed(failure: GatewayError, method: string, durationMs: number, { logger }: Operation): void {
    const { code, details } = failure;
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
