/**
 * One contestant and one job by wall-clock time, with a slow Graph: the total time, and the round trips to Graph that
 * the stand-in counted.
 */
import assert from 'node:assert/strict';
import { ask } from './ask.js';
import { cpuMicroseconds } from './usage.js';

export async function time(job, contestant, process, upstream) {
  const operations = job.operations(contestant).map(({ path = '/graphql', body, check }) => ({
    request: { url: `${process.origin}${path}`, method: 'POST', body: JSON.stringify(body) },
    check,
  }));
  await upstream.ask({ latencyMs: job.latencyMs, reset: true });
  const before = cpuMicroseconds(process.pid);
  const answers = [];
  let next = 0;
  const startedAt = performance.now();
  const frontEnd = async () => {
    while (next < operations.length) {
      const index = next++;
      answers[index] = await ask(operations[index].request);
    }
  };
  await Promise.all(Array.from({ length: job.atOnce }, frontEnd));
  const ms = performance.now() - startedAt;
  const cpu = cpuMicroseconds(process.pid) - before;
  const { calls, waves } = await upstream.ask({ latencyMs: 0 });
  answers.forEach(({ status, json, text }, index) => {
    assert.ok(status < 300, `${contestant.name} answers ${job.name} with ${status}: ${text.slice(0, 300)}`);
    operations[index].check(json);
  });
  const scale = job.scale ?? 1;
  return { ms: ms * scale, cpuMs: (cpu / 1000) * scale, calls: calls * scale, waves, trips: ms / job.latencyMs };
}
