/**
 * Small differences in CPU between builds or settings of the gateway. On a busy machine the rounds of `npm run bench`
 * differ by more than that; turns of 200 requests are so short that noise affects all processes alike.
 *
 *   npm run bench:turns -- --jobs=create,invalid --compare=../other-checkout
 *   npm run bench:turns -- --metrics --traces --turns=60
 *
 * There are two processes of each kind, because two processes of one build differ. It fails if a response is wrong.
 */
import { parseArgs } from 'node:util';
import { contestantsWith } from './contestants/index.js';
import { jobNamed } from './jobs/index.js';
import { closeConnections, requestOf } from './measure/ask.js';
import { check } from './measure/check.js';
import { moveAside } from './measure/cores.js';
import { startContestant, startUpstream } from './measure/processes.js';
import { sendAll } from './measure/send-all.js';
import { cpuMicroseconds } from './measure/usage.js';
import { withoutRequest } from './measure/without-request.js';
import { sameYoungGeneration } from './measure/young-generation.js';
import { number } from './report/numbers.js';
import { median, quartiles } from './report/statistics.js';
import { markdown } from './report/tables.js';

const warmUpRequests = 6000;
const requestsOfTurn = 200;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: 'create' },
    turns: { type: 'string', default: '40' },
    compare: { type: 'string', multiple: true, default: [] },
    metrics: { type: 'boolean' },
    traces: { type: 'boolean' },
  },
});
const turns = Number(values.turns);
const jobs = values.jobs.split(',').map(jobNamed);
const kinds = contestantsWith(values).filter(({ name }) => name === 'gateway' || name.startsWith('other'));

moveAside();
const upstream = await startUpstream();
const processes = [];
for (const place of ['first', 'second']) {
  for (const kind of kinds)
    processes.push({ kind, place, ...(await startContestant(kind, upstream, { nodeOptions: sameYoungGeneration })) });
}
for (const job of jobs) console.log(`${tableOf(job, await measure(job))}\n`);
await closeConnections();
for (const { stop } of processes) await stop();
await upstream.stop();

/** Microseconds for one request: a list for each process, with a figure for each turn. */
async function measure(job) {
  process.stderr.write(`${job.title} …\n`);
  const loads = [];
  for (const { kind, origin, pid } of processes) {
    const { right } = await check(job, kind, origin, upstream);
    loads.push({
      request: requestOf(job, kind, origin),
      right: withoutRequest(right),
      pid,
      figures: /** @type {number[]} */ ([]),
    });
  }
  for (const load of loads) await sendAll(load, warmUpRequests);
  for (let turn = 0; turn < turns; turn += 1) {
    // In alternating order, so that no process has the advantage of being first.
    for (const load of turn % 2 === 0 ? loads : loads.toReversed()) {
      const before = cpuMicroseconds(load.pid);
      await sendAll(load, requestsOfTurn);
      load.figures.push((cpuMicroseconds(load.pid) - before) / requestsOfTurn);
    }
  }
  return loads.map(({ figures }) => figures);
}

function tableOf(job, figures) {
  const head = [job.title, 'process', 'CPU µs/request', 'CPU ÷ the first', 'middle half of the turns'];
  const rows = processes.map(({ kind, place }, index) => {
    const ratios = figures[index].map((figure, turn) => figure / figures[0][turn]);
    const [least, most] = quartiles(ratios).map((ratio) => number(ratio, 2));
    const cells = [kind.title, place, number(median(figures[index]), 1)];
    return index === 0 ? [...cells, '1', ''] : [...cells, number(median(ratios), 3), `${least} to ${most}`];
  });
  return markdown(head, rows);
}
