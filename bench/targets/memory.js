/**
 * Resident memory of a fresh gateway under one creation after the other: sampled eight times, at full load. Without a limit,
 * where V8 takes what a large machine offers, and within the memory limit of a usual container, where it takes less.
 */
import { create } from '../jobs/create.js';
import { canLimitMemory, memoryGroup } from '../measure/memory-group.js';
import { startContestant } from '../measure/processes.js';
import { saturate } from '../measure/saturation.js';

const samples = 8;
/** By then every cache is warm, every function compiled, and the young generation has its final size. */
export const warmSamples = 4;

export const limitMiB = 512;

/** Returns the samples in MiB: { usual, limited }. `limited` is absent where a process cannot be limited. */
export async function memory(gateway, upstream, options) {
  const usual = await sampled(gateway, upstream, options);
  if (!canLimitMemory()) return { usual };
  const group = memoryGroup(limitMiB);
  try {
    return { usual, limited: await sampled(gateway, upstream, options, { within: group.within }) };
  } finally {
    group.remove();
  }
}

async function sampled(gateway, upstream, options, where = {}) {
  const process = await startContestant(gateway, upstream, where);
  try {
    const taken = [];
    while (taken.length < samples) taken.push((await saturate(create, gateway, process, upstream, options)).rss);
    return taken;
  } finally {
    await process.stop();
  }
}
