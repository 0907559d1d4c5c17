/** Where the gateway listens, and where a process of the same machine reaches it: one place for the program and its health check. */
import { ConfigError } from './config-error.js';
import { environment, readRows } from './environment.js';

const { HOST, PORT } = environment;
const loopback = '127.0.0.1';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `localhost` stands for two addresses; which of them comes first depends on the machine. */
export function boundHost(host: string): string {
  return host === 'localhost' ? loopback : host;
}

/** An address of IPv6 needs brackets in a URL. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Fails with {@link ConfigError} where the gateway would not start either, or listens where nothing else can know. */
export function readProbeAddress(variables: NodeJS.ProcessEnv): Address {
  const problems: string[] = [];
  const { HOST: host, PORT: port } = readRows(variables, { HOST, PORT }, problems);
  if (port === 0) problems.push('PORT must be a number other than 0: nothing else knows which port was free');
  if (problems.length > 0 || host === undefined || port === undefined) throw new ConfigError(problems);
  return { host: isEveryAddress(host) ? loopback : boundHost(host), port };
}

/** In any spelling. All addresses of IPv6 are those of IPv4 as well. */
function isEveryAddress(host: string): boolean {
  return ['0.0.0.0', '[::]'].includes(URL.parse(`http://${hostInUrl(host)}`)?.hostname ?? '');
}
