/**
 * The gateway beside the bare proxy and its peers, in one run on two cores. `npm run bench` builds first and installs what
 * this package needs; README.md says what is measured and how. It fails when an answer is wrong.
 */
import { writeFileSync } from 'node:fs';
import { contestantsWith } from './contestants/index.js';
import { jobs as allJobs, reasonAgainst } from './jobs/index.js';
import { closeConnections } from './measure/ask.js';
import { moveAside, pinned } from './measure/cores.js';
import { generator } from './measure/load.js';
import { startContestant, startUpstream } from './measure/processes.js';
import { readOptions } from './options.js';
import { tableOf } from './report/tables.js';
import { runRounds } from './rounds.js';

const options = readOptions();
const tool = generator(options.load);
const contestants = contestantsWith(options).filter(({ name }) => options.only?.includes(name) ?? true);
const jobs = allJobs.filter(({ name }) => options.jobs?.includes(name) ?? true);
const tell = (text) => process.stderr.write(`${text}\n`);

moveAside();
tell(pinned ? 'Core 0: what is measured. Core 1: the rest.' : 'No taskset: all processes share all cores.');
const upstream = await startUpstream();
const processes = new Map();
for (const contestant of contestants) {
  if (jobs.some((job) => reasonAgainst(job, contestant) === undefined)) {
    processes.set(contestant.name, await startContestant(contestant, upstream));
  }
}

const results = await runRounds(jobs, contestants, processes, upstream, { ...options, tool }, tell);
console.log(jobs.map((job) => tableOf(job, contestants, results)).join('\n\n'));
if (options.json) {
  writeFileSync(
    options.json,
    JSON.stringify(Object.fromEntries([...results].map(([job, of]) => [job, Object.fromEntries(of)])), null, 2),
  );
}

await closeConnections();
for (const { stop } of processes.values()) await stop();
await upstream.stop();
