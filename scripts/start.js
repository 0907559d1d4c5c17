/**
 * `npm start [-- OPTION …]`: builds what has changed, then runs the demo. The ports are checked first: compiling takes half
 * a minute the first time.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portsInUse } from '../src/demo/free-ports.ts';
import { buildIfChanged } from './build-dev.js';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const faults = await portsInUse(process.env, process.argv.slice(2));
if (faults.length > 0) {
  console.error(`npm start failed: ${faults.join(' ')}`);
  process.exitCode = 1;
} else if (buildIfChanged()) {
  await import('../dist/demo/main.js');
} else {
  process.exitCode = 1;
}
