/** Two builds of the gateway, round by round: noise that lasts longer than a round affects both. */
import { number } from './numbers.js';
import { median } from './statistics.js';

export function comparison(job, contestants, results) {
  const base = results.get(job.name)?.get('gateway');
  if (base === undefined) return [];
  const keys = job.kind === 'load' ? { cpu: 'CPU', perSecond: 'requests/s' } : { cpuMs: 'CPU', ms: 'time' };
  return contestants
    .filter(({ name }) => name.startsWith('other') && results.get(job.name).has(name))
    .map(({ name, title }) => {
      const rounds = results.get(job.name).get(name);
      const parts = Object.entries(keys).map(([key, label]) => {
        const ratios = rounds.map((round, index) => round[key] / base[index][key]);
        const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => number(ratio, 3));
        return `${label} × ${number(median(ratios), 3)} (${least} to ${most})`;
      });
      return `${title}, against this gateway in the same round: ${parts.join('; ')}.`;
    });
}
