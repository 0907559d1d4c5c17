/**
 * `node scripts/ensure-installed.js DIRECTORY …`: `npm ci` in each separate package that is not installed as its lock
 * says.
 *
 * Composers, routers and benchmarks are not part of the gateway, so they have separate packages, and installing the
 * gateway never installs them. The scripts that need one call this first.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

for (const directory of process.argv.slice(2)) {
  const lock = join(directory, 'package-lock.json');
  // A copy of the installed lock, written after npm has succeeded.
  const installed = join(directory, 'node_modules', '.installed-lock.json');
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) continue;
  // As one text, because npm is a script of the shell on Windows.
  execFileSync('npm ci --no-audit --no-fund --loglevel=error', { cwd: directory, stdio: 'inherit', shell: true });
  copyFileSync(lock, installed);
}
