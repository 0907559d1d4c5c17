/** One contestant and one job at full load: what it does in a second, and what one request costs. */
import { requestOf } from './ask.js';
import { check } from './check.js';
import { load } from './load.js';
import { cpuMicroseconds, residentMiB } from './usage.js';

export async function saturate(job, contestant, process, upstream, { tool, seconds }) {
  const right = await check(job, contestant, process.origin, upstream);
  await upstream.ask({ reset: true });
  const [own, others] = [cpuMicroseconds(process.pid), cpuMicroseconds(upstream.pid)];
  const options = { connections: job.connections, tokens: job.tokens, seconds };
  const result = await load(tool, requestOf(job, contestant, process.origin), right, options);
  const microseconds = cpuMicroseconds(process.pid) - own;
  const { calls } = await upstream.ask();
  const measured = {
    perSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpu: microseconds / result.requests,
    rss: residentMiB(process.pid),
    errors: result.errors,
    calls: calls / result.requests,
    busy: microseconds / result.seconds / 1e6,
    upstreamBusy: (cpuMicroseconds(upstream.pid) - others) / result.seconds / 1e6,
  };
  if (measured.errors > 0)
    throw new Error(`${contestant.name}, ${job.name}: ${measured.errors} wrong or missing answers`);
  if (job.calls !== undefined && Math.abs(measured.calls - job.calls) > 0.05) {
    throw new Error(`${contestant.name}, ${job.name}: ${measured.calls} calls to Graph for one request`);
  }
  await check(job, contestant, process.origin, upstream);
  return measured;
}
