/**
 * While most calls to Graph fail, further calls are rejected immediately; one probe at a time finds out when Graph
 * works again.
 *
 * A 4xx is not a failure of Graph, and neither is a disconnected client.
 */
import { GatewayError, type ErrorCode } from '../../core/gateway-error.js';
import { isOptionRejection } from '../option-rejection.js';
import { ExchangeError } from '../graph-transport.js';
import type { Outcome } from '../../core/circuit/circuit.js';
import { FairCircuit, type FairCircuitOptions } from '../../core/circuit/fair-circuit.js';

/** More than half of the last 50 calls have failed, of at least 20 calls by at least two callers. */
export const breakerRule = { threshold: 0.5, size: 50, minimum: 20, ofOne: 10 } as const;

const failuresOfGraph: readonly ErrorCode[] = ['GRAPH_UNAVAILABLE', 'GRAPH_TIMEOUT', 'OUTCOME_UNKNOWN'];

/** Fails with `GRAPH_UNAVAILABLE`, and sends nothing, while it is open. */
export function graphCircuit(resetMs: number, onOpen: FairCircuitOptions['onOpen']): FairCircuit {
  return new FairCircuit({ rule: breakerRule, resetMs, judge, refusal, onOpen });
}

function judge(error: unknown): Outcome {
  if (!(error instanceof GatewayError) || error.details.notSent !== undefined) return 'says nothing';
  const { cause } = error.details;
  if (cause instanceof ExchangeError && (cause.failure === 'caller-left' || cause.failure === 'haste')) {
    return 'says nothing';
  }
  return failuresOfGraph.includes(error.code) ? 'failed' : 'went well';
}

/**
 * The same for a call with query options: a 500 may reject one of them. The call that follows without it shows whether
 * Graph works.
 */
export function judgeOfOptions(error: unknown): Outcome {
  return isOptionRejection(error) ? 'says nothing' : judge(error);
}

function refusal(remainingMs: number): GatewayError {
  return new GatewayError(
    'GRAPH_UNAVAILABLE',
    'Microsoft Graph has failed too often in the last seconds; nothing was sent to it.',
    { retryAfterSeconds: Math.ceil(remainingMs / 100) / 10, notSent: 'open circuit' },
  );
}
