/** Resident memory of a fresh gateway under one creation after the other: sampled six times, at full load. */
import { create } from '../jobs/create.js';
import { startContestant } from '../measure/processes.js';
import { saturate } from '../measure/saturation.js';

const samples = 6;
/** By then every cache is warm and every function compiled. */
export const warmSamples = 2;

/** Answers the samples in MiB. */
export async function memory(gateway, upstream, options) {
  const process = await startContestant(gateway, upstream);
  try {
    const taken = [];
    while (taken.length < samples) taken.push((await saturate(create, gateway, process, upstream, options)).rss);
    return taken;
  } finally {
    await process.stop();
  }
}
