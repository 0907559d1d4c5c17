/** A report on its way to be stored. */
import type { Failure } from '../api/failure';
import { newKey } from './idempotency-key';
import type { ReportInput } from './report-values';

export interface Submission {
  readonly input: ReportInput;
  /** Made before the first try, and the same in all of them: the gateway stores one report for it. */
  readonly key: string;
  /** Whether an earlier try may have stored it. */
  readonly mayBeStored: boolean;
}

export const newSubmission = (input: ReportInput): Submission => ({ input, key: newKey(), mayBeStored: false });

/** The same input is another try of the same submission; another input is another submission. */
export function nextSubmission(input: ReportInput, earlier: Submission | undefined): Submission {
  return earlier !== undefined && isSame(earlier.input, input) ? earlier : newSubmission(input);
}

/** What is left of a submission after a try that failed; undefined if the next try needs another key. */
export function afterFailure(submission: Submission, { outcome, remedy }: Failure): Submission | undefined {
  if (outcome === 'key is spent' || outcome === 'absent') return undefined;
  // The gateway checks the input before everything else, so no earlier try was stored either.
  if (remedy === 'correct') return { ...submission, mayBeStored: false };
  return { ...submission, mayBeStored: submission.mayBeStored || outcome !== 'not carried out' };
}

function isSame(a: ReportInput, b: ReportInput): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as ReadonlySet<keyof ReportInput>;
  return [...names].every((name) => a[name] === b[name]);
}
