/** The results of a full run: the tables in README.md, the chart, and all figures of all rounds in results.json. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chart } from './chart.js';
import { writeFormatted } from './formatted.js';
import { writeBetween } from './markers.js';
import { sentenceOf } from './machine.js';
import { number } from './numbers.js';
import { medianOf } from './statistics.js';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export async function writeReport({ text, where, contestants, results, extras }) {
  await writeBetween(path('README.md'), 'results', text);
  const { day, cores, processor, node } = where;
  const caption = `Bars: one core each, one run, medians. The peers check types only. ${day}, ${cores} cores of ${processor}, Node ${node}.`;
  writeFileSync(path('chart.svg'), chart(contestants, results.get('create'), caption));
  await writeJson(path('results.json'), { where, results, extras });
}

export async function writeJson(file, { where, results, extras }) {
  const jobs = Object.fromEntries([...results].map(([job, rounds]) => [job, Object.fromEntries(rounds)]));
  const rounded = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  await writeFormatted(file, JSON.stringify({ ...where, jobs, ...extras }, rounded));
}

export function heading(where, rounds, results) {
  const loads = [...results.values()].flatMap((contestants) => [...contestants.values()]).filter(([{ busy }]) => busy);
  const [sentence, medians] = [sentenceOf(where), `Medians of ${rounds} rounds; ± is the farthest round.`];
  if (loads.length === 0) return `${sentence} ${medians}`;
  const least = Math.min(...loads.map((each) => medianOf(each, 'busy')));
  const most = Math.max(...loads.map((each) => medianOf(each, 'upstreamBusy')));
  const share = (value) => `${number(value * 100)} %`;
  return `${sentence} ${medians} What was measured had its core for ${share(least)} of the time or more; the stand-in for Graph needed ${share(most)} of its own at most.`;
}
