/** What the doctor reports: one finding for each check. docs/doctor.schema.json describes the same for machines. */

export const groups = ['configuration', 'network', 'identity', 'graph', 'quirks', 'writes', 'redis'] as const;
export type Group = (typeof groups)[number];

/**
 * `note`: the gateway copes, and an operator may want to know. `warning`: it works, and something should change. `failed`: the
 * gateway cannot do its work. `not-tried`: something that the check needs is missing.
 */
export const statuses = ['ok', 'note', 'warning', 'failed', 'not-tried'] as const;
export type Status = (typeof statuses)[number];

/** For machines: lists of names by outcome, and numbers. */
export type Details = Readonly<Record<string, readonly string[] | string | number | boolean>>;

export interface Outcome {
  readonly status: Status;
  /** What was found, in one sentence without a full stop. */
  readonly found: string;
  /** Sentences that belong to it, one for each problem. */
  readonly lines?: readonly string[];
  /** What to do, in one sentence without a full stop. */
  readonly advice?: string;
  readonly details?: Details;
}

export interface Finding extends Outcome {
  /** Stable between versions. */
  readonly id: string;
  readonly group: Group;
  /** What was checked, for a person. */
  readonly checked: string;
}

/** A line of configuration to paste. */
export interface Recommendation {
  readonly setting: string;
  readonly value: string;
  readonly reason: string;
}

export const ok = (found: string, details?: Details): Outcome => ({ status: 'ok', found, ...withDetails(details) });
export const note = (found: string, details?: Details): Outcome => ({ status: 'note', found, ...withDetails(details) });
export const notTriedPrefix = 'not tried: ';
export const notTried = (reason: string): Outcome => ({ status: 'not-tried', found: `${notTriedPrefix}${reason}` });
export const warning = (found: string, advice: string, details?: Details): Outcome => ({
  status: 'warning',
  found,
  advice,
  ...withDetails(details),
});
export const failed = (found: string, advice: string, details?: Details): Outcome => ({
  status: 'failed',
  found,
  advice,
  ...withDetails(details),
});

function withDetails(details: Details | undefined): Pick<Outcome, 'details'> {
  return details === undefined ? {} : { details };
}
