/** One contestant and one job at full load: requests per second, and the cost of one request. */
import assert from 'node:assert/strict';
import { requestOf } from './ask.js';
import { check } from './check.js';
import { load } from './load.js';
import { cpuMicroseconds, residentMiB } from './usage.js';

export async function saturate(job, contestant, process, upstream, { tool, seconds }) {
  const { right, calls } = await check(job, contestant, process.origin, upstream);
  await upstream.ask({ reset: true });
  const [own, others] = [cpuMicroseconds(process.pid), cpuMicroseconds(upstream.pid)];
  const options = { connections: job.connections, tokens: job.tokens, fresh: job.fresh, seconds };
  const result = await load(tool, requestOf(job, contestant, process.origin), right, options);
  const microseconds = cpuMicroseconds(process.pid) - own;
  const upstreamBusy = (cpuMicroseconds(upstream.pid) - others) / result.seconds / 1e6;
  await upstream.quiet();
  const { calls: allCalls } = await upstream.ask();

  const what = `${contestant.name}, ${job.name}`;
  assert.equal(result.errors, 0, `${what}: wrong or missing answers`);
  // Requests that the end of the load cut off have called Graph as well.
  const [least, most] = [result.requests, result.requests + job.connections].map((requests) => requests * calls);
  assert.ok(allCalls >= least && allCalls <= most, `${what}: ${allCalls} calls to Graph, not ${least} to ${most}`);
  await check(job, contestant, process.origin, upstream);
  return {
    perSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpu: microseconds / result.requests,
    rss: residentMiB(process.pid),
    errors: result.errors,
    calls,
    busy: microseconds / result.seconds / 1e6,
    upstreamBusy,
  };
}
