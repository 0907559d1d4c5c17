/** The program of `npm run doctor`. It reports an old Node before it loads code that such a Node may not understand. */
import { nodeFault } from './node-version.js';

const fault = nodeFault();
if (fault === undefined) {
  const { runDoctor } = await import('./doctor/run.js');
  const { stdin: input, stdout: output, stderr: errors, env: variables } = process;
  process.exitCode = await runDoctor({ words: process.argv.slice(2), variables, input, output, errors });
} else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 2;
}
