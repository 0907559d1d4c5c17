/**
 * `npm run web [-- OPTION …]`: builds the dashboard, then runs the demo with the dashboard at `/`. The dashboard is a
 * separate package, which is installed the first time.
 */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portsInUse } from '../src/demo/free-ports.ts';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const faults = await portsInUse(process.env, process.argv.slice(2));
if (faults.length > 0) {
  console.error(`npm run web failed: ${faults.join(' ')}`);
  process.exitCode = 1;
} else {
  if (!process.argv.includes('--help')) {
    execFileSync(process.execPath, ['scripts/ensure-installed.js', 'examples/web'], { stdio: 'inherit' });
    // As one text, because npm is a script of the shell on Windows.
    execFileSync('npm run --silent build', { cwd: 'examples/web', stdio: 'inherit', shell: true });
  }
  process.argv.push('--web');
  await import('./start.js');
}
