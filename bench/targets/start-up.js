/** From `node dist/main.js` to ready; for the others, to the first response. */
import { startContestant } from '../measure/processes.js';

const starts = 5;
/** The same program as another contestant. */
const again = ['proxy-again', 'gateway-again', 'trusted'];

/** Returns the times of each contestant in milliseconds. */
export async function startUp(contestants, upstream) {
  const started = contestants.filter(({ name }) => !again.includes(name));
  const times = new Map(started.map(({ name }) => [name, []]));
  for (let start = 1; start <= starts; start += 1) {
    for (const contestant of started) {
      const process = await startContestant(contestant, upstream);
      times.get(contestant.name).push(process.readyMs);
      await process.stop();
    }
  }
  return Object.fromEntries(times);
}
