/**
 * The subgraph of the update reports: this repository's product as a process of its own, as in production.
 *
 * Its SDL leaves the permissions out. The callers' tokens here are Graph's own, which nobody but Graph can check: a gateway
 * that enforced `@authenticated` would refuse them all.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Subgraph } from './subgraphs/serve.ts';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** Of this process's environment; all else of it could be a setting of another gateway. */
const inherited = ['PATH', 'SystemRoot'];

export async function startReports({
  port,
  graphBaseUrl,
}: {
  readonly port: number;
  readonly graphBaseUrl: string;
}): Promise<Subgraph & { readonly ended: Promise<unknown> }> {
  const child = spawn(process.execPath, [program], {
    env: {
      ...Object.fromEntries(inherited.map((key) => [key, process.env[key]])),
      PORT: String(port),
      GRAPH_BASE_URL: graphBaseUrl,
      FEDERATION_AUTHORIZATION: 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const listening = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
      if (msg === 'The gateway listens' && url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([
    listening,
    ended.then(() => {
      throw new Error(complaint.trim());
    }),
  ]);
  return {
    url,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
