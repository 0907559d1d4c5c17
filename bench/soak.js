/**
 * Memory and handles of the gateway under a long load, at least a tenth of it faulty. `npm run bench:soak` builds first;
 * `-- --requests=20000` makes it shorter.
 *
 * Ten times the load pauses until the gateway is idle, and a sample is taken after a garbage collection. The first two
 * tenths warm up. It fails when the heap with its buffers, or the handles, grew after that, when a request went without an
 * answer or met an INTERNAL_SERVER_ERROR, and when the process does not end by itself once it is stopped.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { codes, load, total } from './soak-clients.js';

const { values: options } = parseArgs({ options: { requests: { type: 'string', default: '200000' } } });
const requests = Number(options.requests);
assert.ok(Number.isInteger(requests) && requests >= 1000, '--requests needs a whole number from 1,000');
const stages = 10;
const warmUpStages = 2;
const limitMs = 20 * 60_000;
const bounds = { heap: 1.2, handles: (before) => before * 1.1 + 10 };

const graph = new Worker(new URL('soak-graph.js', import.meta.url));
const askGraph = async (message) => {
  const answer = once(graph, 'message');
  graph.postMessage(message);
  return (await answer)[0];
};
const [{ port }] = await once(graph, 'message');

const gateway = fork(new URL('soak-gateway.js', import.meta.url), {
  execArgv: ['--expose-gc'],
  // The log is written, and discarded.
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  env: {
    NODE_ENV: 'production',
    PORT: '0',
    GRAPH_BASE_URL: `http://127.0.0.1:${port}/beta`,
    GRAPH_TIMEOUT_MS: '500',
    REQUEST_DEADLINE_MS: '10000',
    // Never reached: it is set so that the gateway remembers each caller.
    RATE_LIMIT_MAX: '1000000',
  },
});
process.once('exit', () => gateway.kill('SIGKILL'));
let stopping = false;
const giveUp = (sentence) => {
  console.error(sentence);
  process.exit(1);
};
gateway.once('exit', (code, signal) => stopping || giveUp(`The gateway ended half-way: ${code ?? signal}.`));
pause(limitMs, undefined, { ref: false }).then(() => giveUp('The soak takes too long.'));
const askGateway = async (message) => {
  const answer = once(gateway, 'message');
  gateway.send(message);
  return (await answer)[0];
};

/** Waits, a few seconds at most, until the gateway has the smallest number of handles. */
async function sampleAtRest() {
  graph.postMessage('close idle connections');
  let sample = await askGateway('sample');
  for (let same = 0, tries = 0; same < 3 && tries < 50; tries += 1) {
    await pause(200);
    const next = await askGateway('sample');
    same = next.handles === sample.handles ? same + 1 : 0;
    sample = next;
  }
  return sample;
}

const number = (value) => value.toLocaleString('en');
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

const [{ url: address }] = await once(gateway, 'message');
const url = new URL(address);
row([
  'requests',
  'answered',
  'with an error',
  'left',
  'RSS',
  'heap and buffers',
  'handles',
  'open files',
  'requests/s',
]);
row(Array.from({ length: 9 }, () => '---'));
const samples = [];
for (let stage = 0; stage < stages; stage += 1) {
  const before = { ...total };
  const [from, to] = [stage, stage + 1].map((each) => Math.round((each * requests) / stages));
  const startedAt = performance.now();
  await load(url, from, to);
  const perSecond = Math.round(((to - from) * 1000) / (performance.now() - startedAt));
  const sample = await sampleAtRest();
  samples.push(sample);
  row([
    number(to),
    number(total.answered - before.answered),
    number(total.refused - before.refused),
    number(total.left - before.left),
    `${sample.rssMiB.toFixed(0)} MiB`,
    `${sample.heapMiB.toFixed(1)} MiB`,
    sample.handles,
    sample.openFiles ?? 'unknown',
    number(perSecond),
  ]);
}

const { calls, spoilt } = await askGraph('report');
const faulty = spoilt + total.spoiltByClient;
const byCode = [...codes].sort(([, one], [, other]) => other - one);
console.log(`
${number(calls)} calls to Graph, ${number(spoilt)} of them spoilt; ${number(total.spoiltByClient)} requests spoilt by their client.
Errors by code: ${byCode.map(([code, times]) => `${code} ${number(times)}`).join(', ')}.`);

const warm = samples[warmUpStages - 1];
const last = samples.at(-1);
const heapRatio = last.heapMiB / warm.heapMiB;
console.log(
  `Since ${number((requests * warmUpStages) / stages)} requests: heap and buffers × ${heapRatio.toFixed(2)}, RSS × ${(last.rssMiB / warm.rssMiB).toFixed(2)}, handles ${warm.handles} -> ${last.handles}, open files ${warm.openFiles} -> ${last.openFiles}.`,
);

stopping = true;
const exit = once(gateway, 'exit');
gateway.send('stop');
const ended = await Promise.race([exit, pause(15_000, undefined, { ref: false })]);
graph.postMessage('stop');

assert.equal(total.answered + total.refused + total.left, requests);
assert.ok(faulty >= requests / 10, 'a tenth should be faulty');
assert.equal(codes.get('INTERNAL_SERVER_ERROR'), undefined);
assert.ok(heapRatio <= bounds.heap, 'heap and buffers grew');
assert.ok(last.handles <= bounds.handles(warm.handles), 'the handles grew');
assert.deepEqual(ended, [0, null], 'the stopped gateway did not end by itself');
console.log('Memory and handles are flat.');
