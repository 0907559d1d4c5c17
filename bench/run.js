/**
 * The gateway compared with the bare proxy and other servers, in one run on two cores. `npm run bench` builds first and
 * installs what this package needs; README.md says what is measured and how. It fails if a response is wrong.
 */
import { contestantsWith } from './contestants/index.js';
import { jobs as allJobs, reasonAgainst } from './jobs/index.js';
import { closeConnections } from './measure/ask.js';
import { moveAside, pinned } from './measure/cores.js';
import { generator } from './measure/load.js';
import { startContestant, startUpstream } from './measure/processes.js';
import { readOptions } from './options.js';
import { comparison } from './report/comparison.js';
import { machine } from './report/machine.js';
import { tableOf } from './report/tables.js';
import { extraTables, targetLines, targetTable } from './report/targets.js';
import { heading, writeJson, writeReport } from './report/write.js';
import { runRounds } from './rounds.js';
import { measureExtras } from './targets/index.js';

const options = readOptions();
options.tool = generator(options.load);
const where = machine(options.tool);
const contestants = contestantsWith(options).filter(
  ({ name }) => (options.only?.includes(name) ?? true) || name.startsWith('other'),
);
const jobs = allJobs.filter(({ name }) => options.jobs?.includes(name) ?? true);
const progress = (text) => process.stderr.write(`${text}\n`);

moveAside();
progress(pinned ? 'Core 0: what is measured. Core 1: the rest.' : 'No taskset here: all processes share all cores.');
progress(`Load by ${options.tool}; the gateway’s log goes to /dev/null.`);
const upstream = await startUpstream();
const processes = new Map();
for (const contestant of contestants) {
  if (options.extras.includes('half-load') || jobs.some((job) => reasonAgainst(job, contestant) === undefined)) {
    processes.set(contestant.name, await startContestant(contestant, upstream));
  }
}

const results = await runRounds(jobs, contestants, processes, upstream, options, progress);
const extras = await measureExtras(options, { results, contestants, processes, upstream }, progress);
await closeConnections();
for (const { stop } of processes.values()) await stop();
await upstream.stop();

const lines = targetLines(results, extras);
const text = [
  heading(where, options.rounds, results),
  ...(lines.length > 0 ? [targetTable(lines)] : []),
  ...jobs.flatMap((job) => [tableOf(job, contestants, results), ...comparison(job, contestants, results)]),
  ...extraTables(extras, contestants),
].join('\n\n');
console.log(text);
if (options.json) await writeJson(options.json, { where, results, extras });
if (options.full) await writeReport({ text, where, contestants, results, extras });
