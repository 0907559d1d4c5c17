/** Measurements besides the jobs, each with a target. */
import { halfLoad } from './half-load.js';
import { memory } from './memory.js';
import { startUp } from './start-up.js';
import { weight } from './weight.js';
import { medianOf } from '../report/statistics.js';
import { create } from '../jobs/create.js';
import { saturate } from '../measure/saturation.js';

export const extraNames = ['half-load', 'memory', 'start-up', 'weight'];

export async function measureExtras(options, { results, contestants, processes, upstream }, progress) {
  const gateway = contestants.find(({ name }) => name === 'gateway');
  const wanted = (name) => {
    const chosen = options.extras.includes(name) && gateway !== undefined;
    if (chosen) progress(`${name} …`);
    return chosen;
  };
  const extras = {};
  if (wanted('half-load')) {
    const full = results.get('create')?.get('gateway') ?? [];
    // If the job was not run: once to warm up, and once to measure.
    for (let times = full.length > 0 ? 2 : 0; times < 2; times += 1) {
      full[0] = await saturate(create, gateway, processes.get('gateway'), upstream, options);
    }
    extras.halfLoad = await halfLoad(medianOf(full, 'perSecond'), contestants, upstream, options);
  }
  if (wanted('memory')) extras.memory = await memory(gateway, upstream, options);
  if (wanted('start-up')) {
    const all = contestants.filter(({ name }) => name !== 'expanding');
    extras.startUp = await startUp(all, upstream);
  }
  if (wanted('weight')) extras.weight = weight();
  return extras;
}
