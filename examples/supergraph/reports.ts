/**
 * The subgraph of the update reports: this repository's product in a separate process, as in production.
 *
 * Its SDL omits the permissions. The callers' tokens here are Graph's own, which only Graph can check: a gateway that
 * enforced `@authenticated` would reject them all.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { graceMs } from './grace.ts';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** From this process's environment; any other variable could be a setting of another gateway. */
const inherited = ['PATH', 'SystemRoot', 'MAX_EVENT_LOOP_DELAY_MS', 'GRAPH_TIMEOUT_MS', 'REQUEST_DEADLINE_MS'];

export interface Reports {
  /** The URL, once it listens. Rejects with the program's own message if it ends instead. */
  readonly listening: Promise<string>;
  /** Rejects if the program ends by itself after it has started to listen. */
  readonly running: Promise<void>;
  stop(): Promise<void>;
}

/** Immediately, so that a stop during the start stops it too. */
export function spawnReports({
  port,
  graphBaseUrl,
}: {
  readonly port: number;
  readonly graphBaseUrl: string;
}): Reports {
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    env: {
      ...Object.fromEntries(inherited.map((key) => [key, process.env[key]])),
      PORT: String(port),
      GRAPH_BASE_URL: graphBaseUrl,
      FEDERATION_AUTHORIZATION: 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  let starts = true;
  let stopping = false;
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (starts) complaint += chunk.toString();
    else process.stderr.write(chunk);
  });
  const listens = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const url = starts ? urlIn(line) : undefined;
      if (url === undefined) return;
      starts = false;
      process.stderr.write(complaint);
      resolve(url);
    });
  });
  return {
    listening: Promise.race([
      listens,
      ended.then(([code, signal]) => {
        throw new Error(complaint.trim() || ending(code, signal));
      }),
    ]),
    running: ended.then(([code, signal]) => {
      if (!starts && !stopping) throw new Error(ending(code, signal));
    }),
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      // It drains, and would wait longer for an idle client.
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** From the log line with the URL; other lines need not even be JSON. */
function urlIn(line: string): string | undefined {
  try {
    const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
    return msg === 'The gateway listens' ? url : undefined;
  } catch {
    return undefined;
  }
}

const ending = (code: number | null, signal: string | null): string =>
  `The subgraph of the reports ended by itself (${signal ?? `exit code ${code}`}).`;
