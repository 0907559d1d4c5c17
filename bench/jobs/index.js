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

/** Second processes show how much two processes of one build differ, so a few jobs are enough. */
const few = {
  'proxy-again': ['create', 'list50'],
  'gateway-again': ['create', 'list50'],
  trusted: ['create', 'read', 'list50'],
};

/** The reason why a contestant skips a job; otherwise undefined. */
export function reasonAgainst(job, { name }) {
  if (name === 'expanding' && job.name !== 'nested') return 'differs in the nested list only';
  if (few[name]?.includes(job.name) === false) return 'not measured';
  return job.cannot?.[name];
}

/** A load that can be sent in turns. */
export function jobNamed(wanted) {
  const job = jobs.find(({ name, kind, ...rest }) => name === wanted && kind === 'load' && !('tokens' in rest));
  if (job === undefined) throw new Error(`${wanted} is not a job that can take turns`);
  return job;
}
