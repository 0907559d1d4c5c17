/**
 * What metrics and traces cost for each request: one process takes turns with and without them. Two processes of one
 * build differ by up to 15 %, and that is more than either costs.
 *
 *   npm run bench:observed -- --jobs=create,list50 --turns=100 --processes=3
 *
 * Not in it: what runs on its own, such as the timer that exports traces; `npm run bench -- --metrics --traces` has that.
 * It fails if a response is wrong.
 */
import { fileURLToPath } from 'node:url';
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

/** The first and the last are the same, and show how exact the others are. */
const kinds = [
  { title: 'neither', on: { metrics: false, traces: false } },
  { title: 'metrics', on: { metrics: true, traces: false } },
  { title: 'traces at 1 %', on: { metrics: false, traces: true } },
  { title: 'both', on: { metrics: true, traces: true } },
  { title: 'neither, again', on: { metrics: false, traces: false } },
];
const warmUpTurns = 20;
/** With 1 % of them recorded, most turns have a recorded trace. */
const requestsOfTurn = 100;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: 'create,list50' },
    turns: { type: 'string', default: '100' },
    processes: { type: 'string', default: '3' },
  },
});
const jobs = values.jobs.split(',').map(jobNamed);
const [gateway] = contestantsWith({ compare: [] }).filter(({ name }) => name === 'gateway');
const contestant = {
  ...gateway,
  script: fileURLToPath(new URL('observed-gateway.js', import.meta.url)),
  environment: { ...gateway.environment, METRICS_PORT: '0' },
  hasCollector: true,
  takesMessages: true,
};

moveAside();
const upstream = await startUpstream();
for (const job of jobs) {
  const rows = [];
  for (let place = 1; place <= Number(values.processes); place += 1) {
    process.stderr.write(`${job.title}, process ${place} …\n`);
    const figures = await measured(job);
    for (const [index, { title }] of kinds.entries()) rows.push([place, title, ...cellsOf(figures[index], figures[0])]);
  }
  const head = [job.title, '', 'CPU µs/request', 'CPU ÷ neither', 'middle half of the turns'];
  console.log(`${markdown(head, rows)}\n`);
}
await upstream.stop();

/** Microseconds for one request: a list for each kind, with a figure for each turn. */
async function measured(job) {
  const { origin, pid, order, stop } = await startContestant(contestant, upstream, {
    nodeOptions: sameYoungGeneration,
  });
  const { right } = await check(job, gateway, origin, upstream);
  const load = { request: requestOf(job, gateway, origin), right: withoutRequest(right) };
  const figures = kinds.map(() => /** @type {number[]} */ ([]));
  for (let turn = -warmUpTurns; turn < Number(values.turns); turn += 1) {
    for (const index of orderOf(turn)) {
      await order(kinds[index].on);
      const before = cpuMicroseconds(pid);
      await sendAll(load, requestsOfTurn);
      if (turn >= 0) figures[index].push((cpuMicroseconds(pid) - before) / requestsOfTurn);
    }
  }
  await closeConnections();
  await stop();
  return figures;
}

/** Each kind is first, last and in between equally often. */
function orderOf(turn) {
  const order = kinds.map((_kind, index) => (index + Math.abs(turn)) % kinds.length);
  return turn % 2 === 0 ? order : order.toReversed();
}

function cellsOf(figures, base) {
  const ratios = figures.map((figure, turn) => figure / base[turn]);
  const [least, most] = quartiles(ratios).map((ratio) => number(ratio, 2));
  return [number(median(figures), 1), number(median(ratios), 3), `${least} to ${most}`];
}
