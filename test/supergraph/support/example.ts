/** The example in examples/supergraph as a separate process, on free ports, and the blocks of its README. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startProcess, type GatewayProcess } from '../../support/process.js';

export const folder = 'examples/supergraph';
export const program = `${folder}/start.ts`;
export const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
export const blocks = (language: string): string[] =>
  [...read('README.md').matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, text = '']) => text);

export const anyPort = { PORT: '0', REPORTS_PORT: '0', DEVICES_PORT: '0', USERS_PORT: '0', EMULATOR_PORT: '0' };
export const startMs = 60_000;
export const start = (environment: Record<string, string> = {}): Promise<GatewayProcess> =>
  startProcess({ ...anyPort, ...environment }, [program], 'The supergraph listens');

/** The addresses that it prints: gateway, reports, devices, users, Graph. */
export const portsOf = (supergraph: GatewayProcess): number[] => [
  ...new Set([...supergraph.output().matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port))),
];

/** `open`, or why not. */
export function knock(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve('open');
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'error'));
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: {
    readonly data?: Record<string, { nodes: Record<string, Record<string, unknown> | null>[] } | null> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  };
}

export async function send(
  { url }: { readonly url: string },
  query: string,
  headers: Record<string, string> = { authorization: 'Bearer of-ada' },
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });
  return { status: response.status, headers: response.headers, json: (await response.json()) as Answer['json'] };
}
