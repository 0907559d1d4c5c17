/** The gateway's targets, each as a ratio within the same run or as a bound, and the measured values. */
import { saving, warmSamples } from '../targets/memory.js';
import { number, times } from './numbers.js';
import { median, medianOf } from './statistics.js';
import { markdown } from './tables.js';

const megabyte = 1e6;

/** A line for each target for which the run has the data. */
export function targetLines(results, extras) {
  const of = (job, contestant, key) => {
    const rounds = results.get(job)?.get(contestant);
    return rounds && medianOf(rounds, key);
  };
  const create = (contestant, key) => of('create', contestant, key);
  const { halfLoad, memory, startUp, weight } = extras;
  const p99 = (name) => halfLoad && medianOf(halfLoad[name], 'p99');
  const rss = (samples) => samples && (median(samples.slice(warmSamples)) * 1024 * 1024) / megabyte;
  const line = (target, value, limit, format, atLeast = false) =>
    value === undefined || Number.isNaN(value)
      ? []
      : [[target, format(value), (atLeast ? value >= limit : value <= limit) ? 'yes' : '**no**']];
  return [
    ...line('CPU of one create, at most 2.0× the proxy’s', create('gateway', 'cpu') / create('proxy', 'cpu'), 2, times),
    ...line(
      'creates/s, at least 2.5× Apollo standalone’s',
      create('gateway', 'perSecond') / create('apollo', 'perSecond'),
      2.5,
      times,
      true,
    ),
    ...line(
      'creates/s, at least 4× Yoga’s',
      create('gateway', 'perSecond') / create('yoga', 'perSecond'),
      4,
      times,
      true,
    ),
    ...line(
      'p99 at half load, at most 2× the proxy’s at the same rate',
      p99('gateway') / p99('proxy'),
      2,
      (ratio) =>
        `${times(ratio)} (${number(p99('gateway'), 1)} ms of ${number(p99('proxy'), 1)} ms, ${number(halfLoad.perSecond)}/s)`,
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
      (ratio) => {
        const sixteen = of('singles', 'gateway', 'ms') / of('bulk', 'gateway', 'ms');
        return `${times(ratio)}${sixteen ? `; ${times(sixteen)} as fast as 16 at once` : ''}`;
      },
      true,
    ),
    ...line(
      'an invalid create, cheaper than a valid one',
      of('invalid', 'gateway', 'cpu') / create('gateway', 'cpu'),
      1,
      (ratio) => `${times(ratio)} its CPU`,
    ),
    ...line('RSS at full load, below 200 MB', rss(memory?.usual), 200, (value) => `${number(value)} MB`),
    ...line(
      `RSS at full load with \`${saving}\`, below 200 MB`,
      rss(memory?.saving),
      200,
      (value) => `${number(value)} MB`,
    ),
    ...line(
      'RSS flat: the last sample, at most 1.1× the fifth',
      memory && memory.usual.at(-1) / memory.usual[warmSamples],
      1.1,
      times,
    ),
    ...line(
      'from `node dist/main.js` to ready, below 1 s',
      startUp && median(startUp.gateway),
      1000,
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
      `### Memory of a fresh gateway, creations at full load\n\nRSS in MiB, one sample after the other: ${memory.usual.map((each) => number(each)).join(', ')}; with \`${saving}\` ${memory.saving.map((each) => number(each)).join(', ')}.`,
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
