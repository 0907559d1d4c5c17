/** Tables in Markdown, one for each job. `results` is a map from jobs to a map from contestants to their rounds. */
import { reasonAgainst } from '../jobs/index.js';
import { number, times, withSpread } from './numbers.js';
import { medianOf } from './statistics.js';

export const markdown = (head, rows) => {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

const column = (rounds, key) => rounds.map((round) => round[key]);

function loadTable(rows, job) {
  const floor = rows.find(({ contestant, rounds }) => contestant.name === 'proxy' && rounds)?.rounds;
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs/request', 'CPU ÷ proxy', 'requests/s ÷ proxy'];
  return markdown(
    [...head, 'RSS MiB', 'errors', 'Graph calls/request'],
    rows.map(({ contestant, rounds }) => {
      if (rounds === undefined) return [contestant.title, reasonAgainst(job, contestant), ...Array(8).fill('')];
      return [
        contestant.title,
        withSpread(column(rounds, 'perSecond')),
        number(medianOf(rounds, 'p50'), 1),
        number(medianOf(rounds, 'p99'), 1),
        withSpread(column(rounds, 'cpu')),
        floor ? times(medianOf(rounds, 'cpu') / medianOf(floor, 'cpu')) : '',
        floor ? times(medianOf(rounds, 'perSecond') / medianOf(floor, 'perSecond')) : '',
        number(medianOf(rounds, 'rss')),
        number(column(rounds, 'errors').reduce((sum, errors) => sum + errors, 0)),
        number(medianOf(rounds, 'calls'), medianOf(rounds, 'calls') % 1 > 0.05 ? 1 : 0),
      ];
    }),
  );
}

function timedTable(rows, job) {
  return markdown(
    ['', 'time ms', 'Graph’s latencies in it', 'waves of calls', 'Graph calls', 'CPU ms'],
    rows.map(({ contestant, rounds }) => {
      if (rounds === undefined) return [contestant.title, reasonAgainst(job, contestant), ...Array(4).fill('')];
      return [
        contestant.title,
        withSpread(column(rounds, 'ms')),
        number(medianOf(rounds, 'ms') / job.latencyMs, 1),
        job.atOnce === 1 && !job.scale ? number(medianOf(rounds, 'waves')) : '',
        number(medianOf(rounds, 'calls')),
        number(medianOf(rounds, 'cpuMs')),
      ];
    }),
  );
}

export function tableOf(job, contestants, results) {
  const own = results.get(job.name);
  const rows = contestants
    .filter(({ name }) => own.has(name) || job.cannot?.[name])
    .map((contestant) => ({ contestant, rounds: own.get(contestant.name) }));
  return `### ${job.title}\n\n${(job.kind === 'load' ? loadTable : timedTable)(rows, job)}`;
}
