/**
 * The ports of `npm start`, and whether they are free. Scripts run this file as it is, before anything is compiled, so it
 * imports nothing of the program.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** A test compares the first one with the gateway's own default. */
export const defaultPorts = {
  PORT: 4000,
  EMULATOR_PORT: 4001,
  AUTHORITY_PORT: 4002,
  SIGN_IN_PORT: 4003,
  METRICS_PORT: 9464,
} as const;

const loopback = '127.0.0.1';

type Key = keyof typeof defaultPorts;
type Variables = Readonly<Record<string, string | undefined>>;

/** A sentence for each port that is in use. `options` are those of the command line. */
export async function portsInUse(variables: Variables, options: readonly string[]): Promise<string[]> {
  const sentences: string[] = [];
  const held: Server[] = [];
  for (const key of keysFor(options)) {
    const port = Number(variables[key] || defaultPorts[key]);
    const host = hostOf(key, variables);
    const server = await listen(port, host);
    // Held until the end, so that two parts with the same port are found as well.
    if (server === 'in use') sentences.push(sentenceOf(port, key));
    else if (server !== undefined) held.push(server);
  }
  await Promise.all(held.map((server) => once(server.close(), 'close')));
  return sentences;
}

/** The sentence for an error of a part that could not listen; undefined for another error. */
export function portInUse(error: unknown, variables: Variables): string | undefined {
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code !== 'EADDRINUSE' || typeof port !== 'number') return undefined;
  const keys = Object.keys(defaultPorts) as Key[];
  const key = keys.find((name) => Number(variables[name] || defaultPorts[name]) === port);
  return key && sentenceOf(port, key);
}

function keysFor(options: readonly string[]): Key[] {
  if (options.includes('--help')) return [];
  const hasAuthority = /--auth[= ](?!forward)/.test(options.join(' '));
  return [
    'PORT',
    'EMULATOR_PORT',
    ...(hasAuthority ? (['AUTHORITY_PORT'] as const) : []),
    ...(hasAuthority && options.includes('--web') ? (['SIGN_IN_PORT'] as const) : []),
    ...(options.includes('--metrics') ? (['METRICS_PORT'] as const) : []),
  ];
}

function hostOf(key: Key, variables: Variables): string {
  const given = {
    PORT: variables['HOST'],
    EMULATOR_PORT: variables['EMULATOR_HOST'],
    AUTHORITY_PORT: undefined,
    SIGN_IN_PORT: undefined,
    METRICS_PORT: variables['METRICS_HOST'] || variables['HOST'],
  }[key];
  return given === undefined || given === '' || given === 'localhost' ? loopback : given;
}

const sentenceOf = (port: number, key: Key): string => `Port ${port} is in use; set ${key} to another port.`;

/** Undefined if the port cannot be checked: the program itself reports why. */
async function listen(port: number, host: string): Promise<Server | 'in use' | undefined> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
    return server;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EADDRINUSE' ? 'in use' : undefined;
  }
}
