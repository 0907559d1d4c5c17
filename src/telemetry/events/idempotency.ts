/** Creations with an idempotency key. */
import type { KeyOutcome } from './instruments.js';
import type { Counted, To } from './event-log.js';

export const creationKeyJudged = (log: Counted, outcome: KeyOutcome, creations = 1): void =>
  log.metrics?.creationKeyJudged(outcome, creations);

/** Graph has answered, and its client gets the answer. A repeat finds the report only by looking for it. */
export const outcomeNotRecorded = (log: To<'warn'>, fields: { creations: number; reason: string }): void =>
  log.warn(fields, 'The outcome of a creation with an idempotency key was not recorded');
