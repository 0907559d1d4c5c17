/**
 * What one core carries, one process and two, and how the cost of an operation grows with its size. `npm run bench:scale`
 * builds first and rewrites the tables of docs/capacity.md; `-- --print` leaves them, `--rounds=1 --seconds=1` is quicker.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contestantsWith } from './contestants/index.js';
import { create } from './jobs/create.js';
import { entities, list50, read } from './jobs/reads.js';
import { closeConnections } from './measure/ask.js';
import { moveAside } from './measure/cores.js';
import { generator } from './measure/load.js';
import { startContestant, startUpstream } from './measure/processes.js';
import { saturate } from './measure/saturation.js';
import { machine } from './report/machine.js';
import { writeBetween } from './report/markers.js';
import { curves } from './scale/curves.js';
import { scaleProcesses } from './scale/processes.js';
import { capacityText } from './scale/report.js';
import { startUp } from './targets/start-up.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    gateway: { type: 'string' },
    load: { type: 'string' },
    print: { type: 'boolean', default: false },
  },
});
const tool = generator(values.load);
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds), tool };
const progress = (text) => process.stderr.write(`${text}\n`);
const where = machine(tool);
moveAside();

const upstream = await startUpstream();
const [gateway] = contestantsWith({ ...values, compare: [] }).filter(({ name }) => name === 'gateway');
const running = await startContestant(gateway, upstream);

/** After a warm-up. */
async function roundsOf(job) {
  const rounds = [];
  for (let round = 0; round <= options.rounds; round += 1) {
    rounds.push(await saturate(job, gateway, running, upstream, options));
  }
  return rounds.slice(1);
}

const measuredCurves = [];
const bulk = curves.flatMap(({ points }) => points).find(({ job }) => job.name === 'inputs-1000').job;
const carried = [];
for (const [job, title, units, unit, limit] of [
  [create, 'one create', 1, '', 'writes'],
  [read, 'read one', 1, '', 'requests'],
  [list50, 'a page of 50', 50, 'rows', 'requests'],
  [entities, '45 entity references', 45, 'references', 'requests'],
  [bulk, '1,000 creates in bulk', 1000, 'inputs', 'writes'],
]) {
  progress(`${title} …`);
  // A page is one request to Graph; everything else is one for each item, in a batch or not.
  const counted = job === list50 ? 1 : units;
  carried.push({ title, units, unit, counted, limit, rounds: await roundsOf(job) });
}
for (const { title, unit, points } of curves) {
  // Only `wrk` can make each document a new one.
  if (tool !== 'wrk' && points.some(({ job }) => job.fresh)) continue;
  progress(`${title} …`);
  const measured = [];
  for (const { count, job } of points) measured.push({ count, rounds: await roundsOf(job) });
  measuredCurves.push({ title, unit, points: measured });
}
await running.stop();
const processes = await scaleProcesses(gateway, upstream, options, progress);
const { gateway: startMs } = await startUp([gateway], upstream);
await closeConnections();
await upstream.stop();

const text = capacityText({ where, rounds: options.rounds, carried, processes, curves: measuredCurves, startMs });
console.log(text);
if (!values.print) await writeBetween(fileURLToPath(new URL('../docs/capacity.md', import.meta.url)), 'capacity', text);
