/**
 * One process and two. With two, one of them shares core 1 with the stand-in for Graph and the load, since a machine of
 * two cores has no third for those. The CPU of one request shows whether processes slow each other down.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create } from '../jobs/create.js';
import { requestOf } from '../measure/ask.js';
import { check } from '../measure/check.js';
import { load } from '../measure/load.js';
import { startContestant } from '../measure/processes.js';
import { cpuMicroseconds, residentMiB } from '../measure/usage.js';

/** Returns a list of { title, rounds: [{ perSecond, cpu, rss }] }. */
export async function scaleProcesses(gateway, upstream, options, progress) {
  /** @type {{ title: string, cores: (number | string)[], environment?: Record<string, string> }[]} */
  const layouts = [
    { title: 'one process, on core 0', cores: [0] },
    { title: 'two processes, on cores 0 and 1', cores: [0, 1] },
  ];
  if (readFileSync(join(dirname(gateway.script), 'config/config.js'), 'utf8').includes('WEB_CONCURRENCY')) {
    layouts.push({
      title: '`WEB_CONCURRENCY=2`, on cores 0 and 1',
      cores: ['0,1'],
      environment: { WEB_CONCURRENCY: '2' },
    });
  }
  const measured = [];
  for (const { title, cores, environment = {} } of layouts) {
    progress(`${title} …`);
    const contestant = { ...gateway, environment: { ...gateway.environment, ...environment } };
    const processes = [];
    for (const core of cores) processes.push(await startContestant(contestant, upstream, { core }));
    const rounds = [];
    // The first one warms up.
    for (let round = 0; round <= options.rounds; round += 1) {
      rounds.push(await together(contestant, processes, upstream, options));
    }
    measured.push({ title, rounds: rounds.slice(1) });
    for (const { stop } of processes) await stop();
  }
  return measured;
}

async function together(contestant, processes, upstream, { tool, seconds }) {
  const { right } = await check(create, contestant, processes[0].origin, upstream);
  const used = () => processes.reduce((sum, { pid }) => sum + cpuMicroseconds(pid), 0);
  const before = used();
  const results = await Promise.all(
    processes.map(({ origin }) =>
      load(tool, requestOf(create, contestant, origin), right, { connections: create.connections, seconds }),
    ),
  );
  const microseconds = used() - before;
  const sum = (values) => values.reduce((all, value) => all + value, 0);
  if (sum(results.map(({ errors }) => errors)) > 0) throw new Error('wrong or missing answers');
  return {
    perSecond: sum(results.map(({ requests, seconds: took }) => requests / took)),
    cpu: microseconds / sum(results.map(({ requests }) => requests)),
    rss: sum(processes.map(({ pid }) => residentMiB(pid))),
  };
}
