/** All rounds: in each, one contestant after the other does one job after the other, so that a noisy minute hits them all. */
import { reasonAgainst } from './jobs/index.js';
import { saturate } from './measure/saturation.js';
import { time } from './measure/timed.js';

/** Answers a map of jobs to a map of contestants to their rounds. `processes` is a map of contestants to what runs. */
export async function runRounds(jobs, contestants, processes, upstream, options, tell) {
  const results = new Map(jobs.map(({ name }) => [name, new Map()]));
  const measure = (job, contestant) =>
    (job.kind === 'load' ? saturate : time)(job, contestant, processes.get(contestant.name), upstream, options);
  // What takes long by the clock is neither long nor new for the processor; the first load meets cold processes.
  const warmUp = async (job, contestant) => {
    if (job.kind === 'timed' && job.slow) return;
    for (let times = job === jobs[0] ? 3 : 1; times > 0; times -= 1) await measure(job, contestant);
  };
  for (const job of jobs) {
    const able = contestants.filter((contestant) => reasonAgainst(job, contestant) === undefined);
    tell(`${job.title}: warm-up`);
    for (const contestant of able) await warmUp(job, contestant);
    for (let round = 1; round <= options.rounds; round += 1) {
      tell(`${job.title}: round ${round} of ${options.rounds}`);
      // Back and forth: the first one has no advantage of it.
      for (const contestant of round % 2 === 1 ? able : able.toReversed()) {
        const rounds = results.get(job.name).get(contestant.name) ?? [];
        rounds.push(await measure(job, contestant));
        results.get(job.name).set(contestant.name, rounds);
      }
    }
  }
  return results;
}
