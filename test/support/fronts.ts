/**
 * The configurations of docs/running.md, run by Debian's nginx and HAProxy, and nginx with nothing but `proxy_pass`, which
 * speaks HTTP/1.0 to the gateway.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { until } from './until.js';

const path = `${process.env['PATH']}:/usr/sbin:/usr/local/sbin`;
export const isInstalled = (program: string): boolean =>
  spawnSync(program, ['-v'], { env: { PATH: path } }).error === undefined;

/** The first block of this language in docs/running.md. */
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readFileSync('docs/running.md', 'utf8'))?.[1] ?? '';

/** Replaces a text that must be there. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`docs/running.md has no longer: ${from}`);
  return text.replace(from, to);
}

export interface Front {
  readonly program: string;
  /** Where several gateways stand behind it. */
  readonly balances: boolean;
  readonly parameters: (file: string, folder: string) => string[];
  readonly configuration: (folder: string, port: number, gateways: readonly string[]) => string;
}

const nginx = (servers: string, folder: string): string => `
daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;
events {}
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
fastcgi_temp_path ${folder}/a; uwsgi_temp_path ${folder}/b; scgi_temp_path ${folder}/c;
${servers} }`;
const nginxParameters = (file: string, folder: string): string[] => ['-p', folder, '-c', file];

export const fronts: Readonly<Record<string, Front>> = {
  'nginx as in docs/running.md': {
    program: 'nginx',
    balances: true,
    parameters: nginxParameters,
    configuration: (folder, port, gateways) => {
      const servers = gateways.map((gateway) => `server ${gateway};`).join(' ');
      const listening = replaced(block('nginx'), '443 ssl', `127.0.0.1:${port}`);
      return nginx(replaced(listening, 'server 127.0.0.1:4000;', servers), folder);
    },
  },
  'nginx with nothing but proxy_pass': {
    program: 'nginx',
    balances: false,
    parameters: nginxParameters,
    configuration: (folder, port, [gateway]) =>
      nginx(
        `server { listen 127.0.0.1:${port}; client_max_body_size 20m; location / { proxy_pass http://${gateway}; } }`,
        folder,
      ),
  },
  'HAProxy as in docs/running.md': {
    program: 'haproxy',
    balances: true,
    parameters: (file) => ['-f', file],
    configuration: (_folder, port, gateways) => {
      // With one gateway a test decides when it is ready, and not a clock.
      const checks = gateways.length > 1 ? 'check inter 50ms' : '';
      const servers = gateways.map((gateway, index) => `server gateway-${index} ${gateway} ${checks}`);
      // Otherwise a check that takes longer than 50 ms on a busy machine has failed.
      const lines = [...servers, 'timeout check 60s'].join('\n  ');
      return `${replaced(block('haproxy'), 'server one 127.0.0.1:4000 check inter 2s', lines)}
frontend all
  bind 127.0.0.1:${port}
  default_backend gateway
`;
    },
  },
};

export interface RunningFront {
  readonly url: string;
  /** As an operator does it: nginx reads its new configuration. HAProxy asks `/ready` itself. */
  readonly takeOut: (others: readonly string[]) => void;
  /** Until no process with the previous configuration is left: one may still accept connections for a moment. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** `gateways` are hosts with their ports. */
export async function startFront(
  { program, parameters, configuration }: Front,
  gateways: readonly string[],
): Promise<RunningFront> {
  const folder = mkdtempSync(join(tmpdir(), 'front-'));
  // Started by root, nginx writes bodies as another user.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const file = join(folder, 'front.conf');
  writeFileSync(file, configuration(folder, port, gateways));
  const front: ChildProcess = spawn(program, parameters(file, folder), { env: { PATH: path }, stdio: 'pipe' });
  let said = '';
  front.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  front.stdout?.resume();
  const url = `http://127.0.0.1:${port}/graphql`;
  await until(async () => {
    if (front.exitCode !== null) throw new Error(said);
    return fetch(new URL('/live', url)).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  return {
    url,
    takeOut: (others) => {
      if (program !== 'nginx') return;
      writeFileSync(file, configuration(folder, port, others));
      front.kill('SIGHUP');
    },
    settled: async () => {
      if (program !== 'nginx') return;
      const workers = `/proc/${front.pid}/task/${front.pid}/children`;
      await until(() => readFileSync(workers, 'utf8').trim().split(' ').length === 1);
    },
    stop: async () => {
      const ended = once(front, 'exit');
      front.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
