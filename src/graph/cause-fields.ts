/** Why a call to Graph failed, for the log. */
import { failureWord } from '../core/failure-word.js';
import type { GatewayError } from '../core/gateway-error.js';
import { ForeignResponse } from './foreign-response.js';
import { NotJsonError } from './graph-failure.js';
import { ExchangeError } from './graph-transport.js';

/** False only if it is known that nothing was sent. */
export function mayHaveArrived({ details: { cause, notSent } }: GatewayError): boolean {
  return notSent === undefined && (!(cause instanceof ExchangeError) || cause.sent);
}

/** `reason` is undefined if `graph.status` says it all. */
export function causeFields({ details: { cause, graph, notSent } }: GatewayError): { sent: boolean; reason?: string } {
  if (cause instanceof ExchangeError) {
    return { sent: cause.sent, reason: failureWord(cause) ?? cause.word };
  }
  if (notSent !== undefined) return { sent: false, reason: notSent };
  const sent = typeof graph?.status === 'number';
  const isKnown = cause instanceof ForeignResponse || cause instanceof NotJsonError;
  return isKnown ? { sent, reason: cause.reason } : { sent };
}
