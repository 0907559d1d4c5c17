/** The program. It reports an old Node before it loads code that such a Node may not understand. */
import { nodeFault } from './node-version.js';

const fault = nodeFault();
if (fault === undefined) await import('./run.js');
else {
  process.stderr.write(`${fault}\n`);
  // `EX_CONFIG` of sysexits.h, as for every setting that must change first.
  process.exitCode = 78;
}
