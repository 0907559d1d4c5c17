/** What a full run leaves behind: the tables in README.md, the chart, and all figures of all rounds in results.json. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chart } from './chart.js';
import { writeBetween } from './markers.js';
import { sentenceOf } from './machine.js';

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export function writeReport({ text, where, contestants, results, extras }) {
  writeBetween(path('README.md'), 'results', text);
  const { day, cores, processor, node } = where;
  const caption = `One core each, in one run, medians: ${day}, ${cores} cores of ${processor}, Node ${node}.`;
  writeFileSync(path('chart.svg'), chart(contestants, results.get('create'), caption));
  writeJson(path('results.json'), { where, results, extras });
}

export function writeJson(file, { where, results, extras }) {
  const jobs = Object.fromEntries([...results].map(([job, rounds]) => [job, Object.fromEntries(rounds)]));
  const rounded = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  writeFileSync(file, `${JSON.stringify({ ...where, jobs, ...extras }, rounded, 2)}\n`);
}

export const heading = (where, rounds) => `${sentenceOf(where)} Medians of ${rounds} rounds; ± is the farthest round.`;
