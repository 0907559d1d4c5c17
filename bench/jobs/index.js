/** All jobs in the order of the table, and who does not do one, and why. */
import { create, create16 } from './create.js';
import { bulk, inTurn, nested, singles } from './latency.js';
import { entities, list50, read } from './reads.js';
import { invalid, typename } from './refusals.js';

/**
 * What a process did before matters (a refused creation took a third more CPU after lists and bulk creations), so what is
 * compared with the creation comes right behind it.
 */
export const jobs = [create, invalid, create16, typename, read, list50, nested, bulk, singles, inTurn, entities];

/** The reason why a contestant leaves a job out; undefined when it does it. */
export function reasonAgainst(job, { name }) {
  if (name === 'expanding' && job.name !== 'nested') return 'differs in the nested list only';
  return job.cannot?.[name];
}
