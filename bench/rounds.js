/**
 * All rounds: in each, the contestants run one job after the other in turn, so that a noisy minute affects all of them.
 */
import { reasonAgainst } from './jobs/index.js';
import { saturate } from './measure/saturation.js';
import { time } from './measure/timed.js';

/**
 * Returns a map from jobs to a map from contestants to their rounds. `processes` maps contestants to their processes.
 */
export async function runRounds(jobs, contestants, processes, upstream, options, progress) {
  const results = new Map(jobs.map(({ name }) => [name, new Map()]));
  const measure = (job, contestant) =>
    (job.kind === 'load' ? saturate : time)(job, contestant, processes.get(contestant.name), upstream, options);
  // Jobs that are measured by wall-clock time need no warm-up of their own; the first load would otherwise meet cold
  // processes.
  const warmUp = async (job, contestant) => {
    if (job.kind === 'timed' && job.slow) return;
    for (let times = job === jobs[0] ? 3 : 1; times > 0; times -= 1) await measure(job, contestant);
  };
  for (const job of jobs) {
    const able = contestants.filter((contestant) => reasonAgainst(job, contestant) === undefined);
    progress(`${job.title}: warm-up`);
    for (const contestant of able) await warmUp(job, contestant);
    for (let round = 1; round <= options.rounds; round += 1) {
      progress(`${job.title}: round ${round} of ${options.rounds}`);
      // In alternating order, so that no contestant has the advantage of being first.
      for (const contestant of round % 2 === 1 ? able : able.toReversed()) {
        const rounds = results.get(job.name).get(contestant.name) ?? [];
        rounds.push(await measure(job, contestant));
        results.get(job.name).set(contestant.name, rounds);
      }
    }
  }
  return results;
}
