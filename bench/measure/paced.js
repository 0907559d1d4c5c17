/**
 * Open-loop load: a fixed number of requests a second, whether or not the earlier ones have been answered. Each
 * millisecond sends the due requests, and the time of a response counts from there. It runs in this process, on core 1.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './ask.js';

const warmUpSeconds = 1;

/** Returns { p50, p99, errors, perSecond } in milliseconds, without the first second. */
export async function paced(request, right, { perSecond, seconds }) {
  const took = [];
  let errors = 0;
  const send = async (counts) => {
    const startedAt = performance.now();
    try {
      const { text } = await ask(request);
      if (text !== right) errors += 1;
    } catch {
      errors += 1;
    }
    if (counts) took.push(performance.now() - startedAt);
  };
  const startedAt = performance.now();
  const flying = [];
  const total = Math.round(perSecond * (warmUpSeconds + seconds));
  for (let sent = 0; sent < total;) {
    const elapsed = (performance.now() - startedAt) / 1000;
    for (const due = Math.min(total, elapsed * perSecond); sent < due; sent += 1) {
      flying.push(send(sent >= perSecond * warmUpSeconds));
    }
    await pause(1);
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  await Promise.all(flying);
  took.sort((one, other) => one - other);
  const percentile = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))];
  return { p50: percentile(0.5), p99: percentile(0.99), errors, perSecond: total / elapsed };
}
