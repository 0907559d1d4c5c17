/** Creations with an idempotency key. */
import type { KeyOutcome } from './instruments.js';
import type { Counted, To } from './event-log.js';

export const creationKeyJudged = (log: Counted, outcome: KeyOutcome, creations = 1): void =>
  log.metrics?.creationKeyJudged(outcome, creations);

/** Graph has answered, and its client gets the answer. A repeat finds the report only by looking for it. */
export const outcomeNotRecorded = (log: To<'warn'>, fields: { creations: number; reason: string }): void =>
  log.warn(fields, 'The outcome of a creation with an idempotency key was not recorded');

/** Its client may send the request again by itself. */
export const answerLost = (log: To<'info'>, fields: { creations: number }): void =>
  log.info(fields, 'The answer of a creation did not reach its client; what became of it is kept for a repeat');

export const lostAnswerRepeated = (log: To<'info'>): void =>
  log.info({}, 'A client has repeated a request whose answer was lost; it gets what became of the first one');
