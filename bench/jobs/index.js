/** All jobs in the order of the table, and the contestants that skip one, with the reason. */
import { create, create16 } from './create.js';
import { bulk, inTurn, nested, singles } from './latency.js';
import { entities, list50, read } from './reads.js';
import { invalid, typename } from './refusals.js';

/**
 * The previous work of a process matters (a rejected creation took a third more CPU after lists and bulk creations), so
 * the jobs that are compared with the creation come right after it.
 */
export const jobs = [create, invalid, create16, typename, read, list50, nested, bulk, singles, inTurn, entities];

/** The reason why a contestant skips a job; otherwise undefined. */
export function reasonAgainst(job, { name }) {
  if (name === 'expanding' && job.name !== 'nested') return 'differs in the nested list only';
  return job.cannot?.[name];
}
