/** The emulated Graph of memory-limit.js, on a thread of its own: each call takes 100 ms. */
import { parentPort } from 'node:worker_threads';
import { startEmulator } from '../dist/emulator/graph/index.js';

const { url } = await startEmulator({ macs: 2000, quirks: { latencyMs: 100 } });
parentPort?.postMessage(url);
