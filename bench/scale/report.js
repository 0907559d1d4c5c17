/** The tables of docs/capacity.md. */
import { number, times, withSpread } from '../report/numbers.js';
import { sentenceOf } from '../report/machine.js';
import { median, medianOf } from '../report/statistics.js';
import { markdown } from '../report/tables.js';

/**
 * Graph's limits for one app in one tenant: writes and all requests in 20 seconds, with each request of a batch
 * counted.
 */
const graphLimits = { writes: 100 / 20, requests: 1000 / 20 };

export function capacityText({ where, rounds, carried, processes, curves, startMs }) {
  return [
    `${sentenceOf(where)} Medians of ${rounds} rounds; ± is the farthest round.`,
    '### What one core carries',
    carriedTable(carried),
    `Start-up: ready ${number(median(startMs))} ms after \`node dist/main.js\`.`,
    '### Processes',
    processesTable(processes),
    ...curves.flatMap(({ title, unit, points }) => [`### ${title}`, curveTable(unit, points)]),
  ].join('\n\n');
}

const column = (rounds, key) => rounds.map((round) => round[key]);

function carriedTable(carried) {
  return markdown(
    [
      'operation',
      'a second',
      'of them',
      'CPU µs each',
      'RSS MiB',
      'Graph lets one tenant do, a second',
      'tenants a core',
    ],
    carried.map(({ title, rounds, units, unit, counted, limit }) => {
      const perSecond = medianOf(rounds, 'perSecond');
      const allowed = graphLimits[limit] / counted;
      return [
        title,
        withSpread(column(rounds, 'perSecond')),
        units === 1 ? '' : `${number(perSecond * units)} ${unit}/s`,
        number(medianOf(rounds, 'cpu')),
        number(medianOf(rounds, 'rss')),
        number(allowed, allowed < 1 ? 3 : allowed % 1 > 0 ? 1 : 0),
        number(perSecond / allowed),
      ];
    }),
  );
}

function processesTable(processes) {
  const [one] = processes;
  return markdown(
    ['', 'creates/s', '÷ one process', 'CPU µs/request', 'RSS MiB, all together'],
    processes.map(({ title, rounds }) => [
      title,
      withSpread(column(rounds, 'perSecond')),
      times(medianOf(rounds, 'perSecond') / medianOf(one.rounds, 'perSecond')),
      withSpread(column(rounds, 'cpu')),
      number(medianOf(rounds, 'rss')),
    ]),
  );
}

function curveTable(unit, points) {
  return markdown(
    [`${unit}s`, 'operations/s', 'CPU µs', `CPU µs per ${unit}`, 'Graph calls'],
    points.map(({ count, rounds }) => [
      number(count),
      number(medianOf(rounds, 'perSecond')),
      withSpread(column(rounds, 'cpu')),
      number(medianOf(rounds, 'cpu') / count, 1),
      number(medianOf(rounds, 'calls')),
    ]),
  );
}
