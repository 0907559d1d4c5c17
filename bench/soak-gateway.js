/** The gateway of the soak, in a separate process so that its memory can be measured. `soak.js` starts it. */
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { readConfig } from '../dist/config/config.js';
import { startGateway } from '../dist/gateway.js';
import { createLogger } from '../dist/telemetry/logger.js';
import { collectGarbage, tellParent } from './measure/process.js';

const config = readConfig(process.env);
const gateway = await startGateway(config, createLogger(config.telemetry.logLevel));
const openFiles = '/proc/self/fd';

/** Memory after a garbage collection; twice, because finalizers free objects that only the second run finds. */
async function sample() {
  for (let round = 0; round < 2; round += 1) {
    collectGarbage();
    await setImmediate();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const mebibyte = 1024 * 1024;
  return {
    rssMiB: rss / mebibyte,
    // Buffers are outside the heap.
    heapMiB: (heapUsed + external) / mebibyte,
    handles: process.getActiveResourcesInfo().length,
    // Without the handle that reads the list.
    openFiles: existsSync(openFiles) ? readdirSync(openFiles).length - 1 : null,
  };
}

let stopping = false;
// The process that started it is gone.
process.on('disconnect', () => stopping || process.exit(1));
process.on('message', async (message) => {
  if (message === 'sample') tellParent(await sample());
  if (message !== 'stop') return;
  stopping = true;
  await gateway.stop();
  // Nothing is left that could keep the process alive: it must end by itself.
  process.disconnect();
});
tellParent({ url: gateway.url });
