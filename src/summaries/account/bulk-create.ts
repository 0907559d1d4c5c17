/**
 * Creates many reports at once: all are validated first, sent through `$batch`, and each has a result in input order.
 */
import { GatewayError, badUserInput, brokenRule } from '../../core/gateway-error.js';
import { below, type ValidationProblem } from '../../core/validation-problem.js';
import type { Operation } from '../../core/operation.js';
import { problemsOf } from '../schema/validate-input.js';
import { deviceManagement } from '../addresses.js';
import type { Creation } from '../idempotency-key.js';
import type { AccountSummaryResource } from './account-summary.resource.js';
import type { CreateSummaryInput } from './account-summary.inputs.js';
import type { CreateSummaryProblem, CreateSummaryResult, OnInvalid } from './bulk-create.type.js';

export const maxInputs = 1000;
const maxProblems = 100;

/** One for each input. */
export type KeysOfInputs = readonly Creation[];

export async function createAccountSummaries(
  accountSummaries: AccountSummaryResource,
  inputs: readonly CreateSummaryInput[],
  onInvalid: OnInvalid,
  keysOf: (inputs: number) => KeysOfInputs,
  operation: Operation,
): Promise<CreateSummaryResult[]> {
  if (inputs.length === 0 || inputs.length > maxInputs) {
    const message = `inputs must have 1 to ${maxInputs.toLocaleString('en')} items, not ${inputs.length}`;
    const isEmpty = inputs.length === 0;
    const rule = isEmpty ? ({ rule: 'TOO_FEW', limit: 1 } as const) : ({ rule: 'TOO_MANY', limit: maxInputs } as const);
    throw brokenRule(['inputs'], rule, message);
  }
  const keys = keysOf(inputs.length);
  const problems = inputs.map((input) => problemsOf(input, []));
  if (onInvalid === 'REFUSE' && problems.some((found) => found.length > 0)) {
    const all = problems.flatMap((found, index) => found.map((problem) => below(['inputs', index], problem)));
    throw badUserInput(all.slice(0, maxProblems));
  }
  const valid = inputs.flatMap((_, index) => (problems[index]?.length ? [] : [index]));
  const outcomes = await accountSummaries.createAll(
    deviceManagement,
    valid.map((index) => inputs[index] as CreateSummaryInput),
    operation,
    valid.map((index) => keys[index] as Creation),
  );
  const [first] = outcomes;
  if (first instanceof GatewayError && outcomes.every(isUnauthenticated)) {
    // Nothing was created, and HTTP 401 with its challenge makes a client get another token.
    throw first;
  }
  const results = new Map(valid.map((index, position) => [index, outcomes[position]]));
  return inputs.map((_, index) => {
    const outcome = results.get(index) ?? badUserInput(problems[index] ?? []);
    const replayed = keys[index]?.isReplayed ?? false;
    if (outcome instanceof GatewayError) return { index, summary: null, error: errorOf(outcome), replayed };
    return { index, summary: outcome, error: null, replayed };
  });
}

function isUnauthenticated(outcome: unknown): boolean {
  return outcome instanceof GatewayError && outcome.code === 'UNAUTHENTICATED';
}

function errorOf(error: GatewayError): NonNullable<CreateSummaryResult['error']> {
  const { code, message, retryAfterSeconds = null, details } = error;
  const { graph, lookUp = null, validationErrors } = details;
  const graphRequestId = graph?.requestId ?? null;
  return { code, message, graphRequestId, retryAfterSeconds, lookUp, validationErrors: problemsIn(validationErrors) };
}

function problemsIn(problems: readonly ValidationProblem[] | undefined): CreateSummaryProblem[] | null {
  if (problems === undefined) return null;
  return problems.map(({ path, segments, rule, message, limit = null, allowed = null, suggestion = null }) => {
    return { path, segments: segments.map(String), rule, message, limit, allowed, suggestion };
  });
}
