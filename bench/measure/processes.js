/** Starts the measured processes and the stand-in for Graph, each on its core, and stops them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onCore } from './cores.js';
import { portOf } from './process.js';

const startLimitMs = 20_000;
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const asItIs = (command) => command;

/**
 * @param {{ within?: (command: string[]) => string[], nodeOptions?: readonly string[] }} [how]
 */
function run(core, script, environment, stdio, how = {}) {
  const { within = asItIs, nodeOptions = [] } = how;
  const [command, ...parameters] = within(onCore(core, [process.execPath, ...nodeOptions, script]));
  // Of the caller's environment only the path, so that the settings are those of production.
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...environment };
  const child = spawn(command, parameters, { env, stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(late);
}

/** How long Graph must have had no call to count as quiet. */
const quietMs = 50;

/**
 * The stand-in for Graph; `ask` returns its calls and waves so far, `quiet` waits for the calls of a load that was cut
 * off.
 */
export async function startUpstream() {
  const script = fileURLToPath(new URL('../upstream.js', import.meta.url));
  const child = run(1, script, {}, ['ignore', 'inherit', 'inherit', 'ipc']);
  const [{ port }] = await once(child, 'message');
  const ask = async (message = {}) => {
    const answer = once(child, 'message');
    child.send(message);
    return (await answer)[0];
  };
  return {
    pid: child.pid,
    origin: `http://127.0.0.1:${port}`,
    ask,
    async quiet() {
      for (let [before, now] = [-1, (await ask()).calls]; now !== before;) {
        await pause(quietMs);
        [before, now] = [now, (await ask()).calls];
      }
    },
    stop: () => stop(child),
  };
}

/**
 * A contestant on a free port, once it answers. Its log goes to /dev/null. `order` sends it a message and waits for its
 * answer.
 * @param {{ name: string, script: string, environment?: Record<string, string>, ready?: string, hasCollector?: boolean,
 *   takesMessages?: boolean }} contestant
 * @param {{ origin: string }} upstream
 * @param {{ core?: number | string, within?: (command: string[]) => string[], nodeOptions?: readonly string[] }} [where]
 */
export async function startContestant(
  { name, script, environment = {}, ready, hasCollector, takesMessages },
  upstream,
  { core = 0, ...how } = {},
) {
  const port = await freePort();
  const startedAt = performance.now();
  const collector = hasCollector ? { OTEL_EXPORTER_OTLP_ENDPOINT: upstream.origin } : {};
  const own = { PORT: String(port), GRAPH_BASE_URL: `${upstream.origin}/beta`, ...collector, ...environment };
  const stdio = ['ignore', 'ignore', 'inherit', ...(takesMessages ? ['ipc'] : [])];
  const child = run(core, script, own, stdio, how);
  const origin = `http://127.0.0.1:${port}`;
  while (!(await answers(`${origin}${ready ?? '/'}`, ready !== undefined))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode} at its start`);
    if (performance.now() - startedAt > startLimitMs) throw new Error(`${name} does not answer`);
    await pause(5);
  }
  const order = async (message) => {
    const answer = once(child, 'message');
    child.send(message);
    await answer;
  };
  return { pid: child.pid, origin, readyMs: performance.now() - startedAt, order, stop: () => stop(child) };
}

async function answers(url, needsOk) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok || !needsOk;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}
