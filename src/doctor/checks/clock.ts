/** How this machine's clock differs from a server's `Date`. Tokens are valid from and until a time. */
import { skewSeconds } from '../../auth/callers/caller-verifier.js';
import type { Check } from '../check.js';
import { failed, notTried, ok, warning, type Outcome } from '../finding.js';
import { medianOf } from './median.js';

/** A `Date` has whole seconds, and answers take their time. */
const noticeableSeconds = 10;

export const graphClock: Check = {
  id: 'graph.clock',
  group: 'graph',
  checked: "clock, against Graph's",
  after: ['identity.graph-token'],
  run: ({ graph }) => clockOutcome(graph.clockDifferencesMs),
};

export function clockOutcome(differencesMs: readonly number[]): Outcome {
  const median = medianOf(differencesMs);
  if (median === undefined) return notTried('no answer had a Date');
  const seconds = Math.round(median / 1000);
  const details = { aheadSeconds: seconds };
  if (Math.abs(seconds) < noticeableSeconds) return ok('agrees', details);
  const text = `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
  const advice = 'Synchronize the clock of this machine (NTP)';
  if (Math.abs(seconds) < skewSeconds) return warning(text, advice, details);
  return failed(`${text}: valid tokens are rejected from ${skewSeconds} s on`, advice, details);
}
