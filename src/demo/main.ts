/** The program of `npm start`: an old Node is reported before it loads anything that it may not understand. */
import { nodeFault } from '../node-version.js';

const fault = nodeFault();
if (fault === undefined) await import('./run.js');
else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
