/** The gateway's targets, each as a ratio within the same run or as a bound, and the measured values. */
import { limitMiB, warmSamples } from '../targets/memory.js';
import { number, times } from './numbers.js';
import { median, medianOf } from './statistics.js';
import { markdown } from './tables.js';

const megabyte = 1e6;

/** A line for each target for which the run has the data. */
export function targetLines(results, extras) {
  // Both processes of a build together, because two processes of one build differ.
  const of = (job, contestant, key) => {
    const all = results.get(job);
    const rounds = [contestant, `${contestant}-again`].flatMap((name) => all?.get(name) ?? []);
    return rounds.length > 0 ? medianOf(rounds, key) : undefined;
  };
  const ratio = (job, key, base) => of(job, 'gateway', key) / of(job, base, key);
  const { halfLoad, memory, startUp, weight } = extras;
  const p99 = (name) => halfLoad && medianOf(halfLoad[name], 'p99');
  const rss = (samples) => samples && (median(samples.slice(warmSamples)) * 1024 * 1024) / megabyte;
  const line = (target, value, limit, format, atLeast = false) =>
    value === undefined || Number.isNaN(value)
      ? []
      : [[target, format(value), (atLeast ? value >= limit : value <= limit) ? 'yes' : '**no**']];
  return [
    ...line('CPU of one create, at most 3.3× the proxy’s', ratio('create', 'cpu', 'proxy'), 3.3, times),
    ...line('creates/s, at least 2× Apollo standalone’s', ratio('create', 'perSecond', 'apollo'), 2, times, true),
    ...line('creates/s, at least 3× Yoga’s', ratio('create', 'perSecond', 'yoga'), 3, times, true),
    ...line('CPU of reading one, at most 2.9× the proxy’s', ratio('read', 'cpu', 'proxy'), 2.9, times),
    ...line('CPU of a list of 50, at most 4.5× the proxy’s', ratio('list50', 'cpu', 'proxy'), 4.5, times),
    ...line('CPU of a list of 50, at most 0.7× Yoga’s', ratio('list50', 'cpu', 'yoga'), 0.7, times),
    ...line(
      'p99 at half load, at most 2× the proxy’s at the same rate',
      p99('gateway') / p99('proxy'),
      2,
      (value) =>
        `${times(value)} (${number(p99('gateway'), 1)} ms of ${number(p99('proxy'), 1)} ms, ${number(halfLoad.perSecond)}/s)`,
    ),
    ...line(
      'nested list, round trips to Graph with `$expand`, at most 2',
      of('nested', 'expanding', 'waves'),
      2,
      number,
    ),
    ...line('nested list, round trips to Graph without, at most 4', of('nested', 'gateway', 'waves'), 4, number),
    ...line(
      '1,000 creates in bulk, at least 15× as fast as one after the other',
      of('in-turn', 'gateway', 'ms') / of('bulk', 'gateway', 'ms'),
      15,
      (value) => {
        const sixteen = of('singles', 'gateway', 'ms') / of('bulk', 'gateway', 'ms');
        return `${times(value)}${sixteen ? `; ${times(sixteen)} as fast as 16 at once` : ''}`;
      },
      true,
    ),
    ...line(
      'an invalid create, cheaper than a valid one',
      of('invalid', 'gateway', 'cpu') / of('create', 'gateway', 'cpu'),
      1,
      (value) => `${times(value)} its CPU`,
    ),
    ...line(
      `RSS at full load with a memory limit of ${limitMiB} MiB, below 200 MB`,
      rss(memory?.limited),
      200,
      (value) => `${number(value)} MB`,
    ),
    ...line(
      'RSS at full load without a limit, below 200 MB',
      rss(memory?.usual),
      200,
      (value) => `${number(value)} MB`,
    ),
    ...line(
      'RSS flat with that limit: the last sample, at most 1.1× the fifth',
      memory?.limited && memory.limited.at(-1) / memory.limited[warmSamples],
      1.1,
      times,
    ),
    ...line(
      'from `node dist/main.js` to ready, below 0.8 s',
      startUp && median(startUp.gateway),
      800,
      (ms) => `${number(ms)} ms`,
    ),
    ...line(
      '`dist` and production dependencies in the image, below 60 MB',
      weight && weight.image / megabyte,
      60,
      (value) => `${number(value, 1)} MB; ${number(weight.total / megabyte, 1)} MB as npm installs them`,
    ),
  ];
}

export const targetTable = (lines) => markdown(['target', 'measured', 'met'], lines);

const heaviest = 12;
const listed = (samples) => samples.map((each) => number(each)).join(', ');

export function extraTables({ halfLoad, memory, startUp, weight }, contestants) {
  const title = (name) => contestants.find((each) => each.name === name).title;
  return [
    halfLoad &&
      `### One create at half load: ${number(halfLoad.perSecond)} a second, open loop\n\n${markdown(
        ['', 'p50 ms', 'p99 ms', 'RSS MiB'],
        ['proxy', 'gateway'].map((name) => [
          title(name),
          ...['p50', 'p99'].map((key) => number(medianOf(halfLoad[name], key), 2)),
          number(medianOf(halfLoad[name], 'rss')),
        ]),
      )}`,
    memory &&
      `### Memory of a fresh gateway, creations at full load\n\nRSS in MiB, one sample after the other: ${listed(memory.usual)}${memory.limited ? `; with a memory limit of ${limitMiB} MiB ${listed(memory.limited)}` : ''}.`,
    startUp &&
      `### From the start of the process to the first answer\n\n${markdown(
        ['', 'ms, median of five', 'from', 'to'],
        Object.entries(startUp).map(([name, all]) => [
          title(name),
          ...[median(all), Math.min(...all), Math.max(...all)].map((ms) => number(ms)),
        ]),
      )}`,
    weight &&
      `### What an installation weighs\n\n${markdown(
        ['', 'MB as npm installs it', 'MB in the image'],
        [
          ['`dist`', ...weight.dist],
          ...weight.packages.slice(0, heaviest).map(([name, ...bytes]) => [`\`${name}\``, ...bytes]),
          [`${weight.packages.length - heaviest} more packages`, ...sums(weight.packages.slice(heaviest))],
          ['all', weight.total, weight.image],
        ].map(([name, ...bytes]) => [name, ...bytes.map((each) => number(each / megabyte, 2))]),
      )}`,
  ].filter(Boolean);
}

const sums = (packages) => [1, 2].map((column) => packages.reduce((all, each) => all + each[column], 0));
