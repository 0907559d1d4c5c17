/** The slowest answers at half of the load that the gateway can carry, beside those of the proxy at the same rate. */
import assert from 'node:assert/strict';
import { create } from '../jobs/create.js';
import { requestOf } from '../measure/ask.js';
import { check } from '../measure/check.js';
import { paced } from '../measure/paced.js';
import { startContestant } from '../measure/processes.js';
import { saturate } from '../measure/saturation.js';
import { residentMiB } from '../measure/usage.js';

const maxTries = 3;

/** `full` is the gateway's creations a second at full load. Answers { perSecond, proxy: [round], gateway: [round] }. */
export async function halfLoad(full, contestants, upstream, options) {
  const { rounds, seconds } = options;
  const perSecond = full / 2;
  const pair = contestants.filter(({ name }) => name === 'proxy' || name === 'gateway');
  const measured = Object.fromEntries(pair.map(({ name }) => [name, []]));
  // Of their own, because those of the jobs have had other work, and the proxy's was less.
  const processes = new Map();
  for (const contestant of pair) {
    const process = await startContestant(contestant, upstream);
    processes.set(contestant.name, process);
    for (let times = 0; times < 2; times += 1) await saturate(create, contestant, process, upstream, options);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const contestant of pair) {
      const { origin, pid } = processes.get(contestant.name);
      const { right } = await check(create, contestant, origin, upstream);
      let result;
      // Another process on the core can make half a load a full one, which is refused: such a round says nothing.
      for (let tries = 0; tries < maxTries && result?.errors !== 0; tries += 1) {
        result = await paced(requestOf(create, contestant, origin), right, { perSecond, seconds });
      }
      assert.equal(result?.errors, 0, `${contestant.name} at half load: wrong or missing answers`);
      measured[contestant.name].push({ ...result, rss: residentMiB(pid) });
    }
  }
  for (const { stop } of processes.values()) await stop();
  return { perSecond, ...measured };
}
