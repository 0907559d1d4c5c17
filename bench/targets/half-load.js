/** The slowest responses at half of the gateway's full load, compared with those of the proxy at the same rate. */
import assert from 'node:assert/strict';
import { create } from '../jobs/create.js';
import { requestOf } from '../measure/ask.js';
import { check } from '../measure/check.js';
import { paced } from '../measure/paced.js';
import { startContestant } from '../measure/processes.js';
import { saturate } from '../measure/saturation.js';
import { residentMiB } from '../measure/usage.js';

const maxTries = 3;

/** `full` is the gateway's creations a second at full load. Returns { perSecond, proxy: [round], gateway: [round] }. */
export async function halfLoad(full, contestants, upstream, options) {
  const { rounds, seconds } = options;
  const perSecond = full / 2;
  const pair = contestants.filter(({ name }) => name === 'proxy' || name === 'gateway');
  const measured = Object.fromEntries(pair.map(({ name }) => [name, []]));
  // New processes, because those of the jobs have had different work, and the proxy's had less.
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
      // Another process on the core can turn half a load into a full one, which leads to rejections: such a round is
      // ignored.
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
