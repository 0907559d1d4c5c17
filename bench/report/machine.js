/** The machine and the date: figures without them have little value. */
import { availableParallelism, cpus, loadavg, release, type } from 'node:os';
import { pinned } from '../measure/cores.js';

/** `tool` is the load generator. */
export function machine(tool) {
  const cores = availableParallelism();
  const day = new Date().toISOString().slice(0, 10);
  return {
    day,
    cores,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    system: `${type()} ${release().split(/[^\d.]/, 1)[0]}`,
    node: process.versions.node,
    pinned,
    tool,
    load: loadavg()[0],
  };
}

export function sentenceOf({ day, cores, processor, system, node, pinned: apart, tool, load }) {
  const where = apart
    ? 'what is measured on core 0, the stand-in for Graph and the load on core 1'
    : 'no `taskset`, so all processes shared all cores';
  const quiet = load > 0.5 ? ` Other work had the machine busy as well (load ${load.toFixed(1)} at the start).` : '';
  return `${day}, ${cores} cores of ${processor}, ${system}, Node ${node}, load by \`${tool}\`; ${where}.${quiet}`;
}
