/** Options of `npm run bench -- …`. */
import { parseArgs } from 'node:util';
import { jobs } from './jobs/index.js';
import { extraNames } from './targets/index.js';

export const usage = `npm run bench -- [options]
  --jobs=create,read        only these: ${[...jobs.map(({ name }) => name), ...extraNames].join(', ')}
  --only=proxy,gateway      only these contestants
  --rounds=3 --seconds=2    how often, and how long each time
  --gateway=PATH            another main.js of the gateway
  --compare=DIRECTORY       the gateway of another checkout (its dist/main.js) as well; may be repeated
  --metrics                 this gateway with METRICS_PORT as well
  --traces                  this gateway with traces at 1 %, and with all that are allowed, as well
  --load=wrk|autocannon     which load generator
  --json=FILE               all figures of all rounds`;

const list = (text) => text?.split(',').filter(Boolean);

export function readOptions() {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      gateway: { type: 'string' },
      compare: { type: 'string', multiple: true },
      metrics: { type: 'boolean' },
      traces: { type: 'boolean' },
      load: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit();
  }
  const wanted = list(values.jobs);
  return {
    jobs: wanted,
    /** With a choice of contestants or builds, those without a counterpart are skipped unless they are named. */
    extras: wanted ? extraNames.filter((name) => wanted.includes(name)) : values.only ? [] : extraNames,
    only: list(values.only),
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 2),
    gateway: values.gateway,
    compare: values.compare ?? [],
    metrics: values.metrics ?? false,
    traces: values.traces ?? false,
    load: values.load,
    json: values.json,
    /** Only a complete run with the default settings may rewrite the tables. */
    full: Object.keys(values).every((name) => name === 'json'),
  };
}
