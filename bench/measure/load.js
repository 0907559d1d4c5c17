/** Closed-loop load: a number of connections, each of which sends its next request as soon as it has the response. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const hasWrk = spawnSync('wrk', ['-v'], { stdio: 'ignore' }).error === undefined;

/** `wrk` if it is installed: it uses core 1 least. */
export const generator = (wanted) => wanted ?? (hasWrk ? 'wrk' : 'autocannon');

let loads = 0;

/**
 * Each load has callers of its own. The requests that its end cuts off are lost answers to the gateway, and for ten seconds the
 * same request of the same caller would be their repeat (docs/adr/0028).
 *
 * `request` is { url, method, body }, `right` the text that every response must have. With `tokens`, each connection is
 * a front end with its own token; `fresh` makes each document a new one, which only `wrk` can. Returns { requests,
 * seconds, errors, p50, p99 }, times in milliseconds.
 */
export async function load(tool, request, right, { connections, seconds, tokens = false, fresh = false }) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const [bodyFile, rightFile] = [join(directory, 'body'), join(directory, 'right')];
    writeFileSync(bodyFile, request.body ?? '');
    writeFileSync(rightFile, right);
    const threads = tokens ? connections : 1;
    const caller = `bench-load-${(loads += 1)}`;
    const [command, ...parameters] =
      tool === 'wrk'
        ? [
            'wrk',
            `-t${threads}`,
            `-c${connections}`,
            `-d${seconds}s`,
            '--timeout',
            '10s',
            '-s',
            script('wrk.lua'),
          ].concat([request.url, '--', request.method, bodyFile, rightFile, caller, fresh ? 'fresh' : ''])
        : [process.execPath, script('autocannon.js'), request.url, request.method, bodyFile, rightFile].concat(
            [caller, connections, seconds, tokens].map(String),
          );
    const { stdout } = await promisify(execFile)(command, parameters);
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{')));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
