/** The program of `npm start`. It reports an old Node before it loads code that such a Node may not understand. */
import { nodeFault } from '../node-version.js';

const fault = nodeFault();
if (fault === undefined) await import('./run.js');
else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
