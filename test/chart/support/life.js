/**
 * What a node does with a container of the gateway, inside its sandbox: starts it, probes it, and stops it. The first argument is
 * how long it may take to stop; the rest is the command. Prints what happened as JSON.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [graceSeconds, metricsPort, ...command] = process.argv.slice(2);
const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
let output = '';
for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
const ended = once(child, 'exit');

const status = (path, port = 4000) =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    (response) => response.status,
    () => 0,
  );

while ((await status('/ready')) !== 200 && child.exitCode === null) await pause(50);
const happened = {
  ready: await status('/ready'),
  metrics: metricsPort === '' ? 0 : await status('/metrics', metricsPort),
  healthCheck: execFileSync(process.execPath, ['dist/health-check.js'], { encoding: 'utf8' }),
  writable: ['/', '/app', '/etc/gateway', '/tmp'].filter((folder) => {
    try {
      writeFileSync(`${folder}/probe`, '');
      return true;
    } catch {
      return false;
    }
  }),
  user: process.getuid?.(),
};
if (graceSeconds !== '0') {
  child.kill('SIGTERM');
  while ((await status('/ready')) === 200) await pause(50);
  happened.whileItDrains = [await status('/ready'), await status('/live')];
  const force = setTimeout(() => child.kill('SIGKILL'), Number(graceSeconds) * 1000);
  [happened.exitCode] = await ended;
  clearTimeout(force);
} else child.kill('SIGKILL');
process.stdout.write(JSON.stringify({ ...happened, output }));
