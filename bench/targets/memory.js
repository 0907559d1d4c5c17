/**
 * Resident memory of a fresh gateway under one creation after the other: sampled eight times, at full load. It runs
 * twice, the second time with the young generation that docs/performance.md recommends for little memory.
 */
import { create } from '../jobs/create.js';
import { startContestant } from '../measure/processes.js';
import { saturate } from '../measure/saturation.js';

const samples = 8;
/** By then every cache is warm, every function compiled, and the young generation has its final size. */
export const warmSamples = 4;

export const saving = '--max-semi-space-size=8';

/** Returns the samples in MiB: { usual, saving }. */
export async function memory(gateway, upstream, options) {
  const environment = { ...gateway.environment, NODE_OPTIONS: saving };
  return {
    usual: await sampled(gateway, upstream, options),
    saving: await sampled({ ...gateway, environment }, upstream, options),
  };
}

async function sampled(gateway, upstream, options) {
  const process = await startContestant(gateway, upstream);
  try {
    const taken = [];
    while (taken.length < samples) taken.push((await saturate(create, gateway, process, upstream, options)).rss);
    return taken;
  } finally {
    await process.stop();
  }
}
