/**
 * Where the gateway listens, and where a process on the same machine reaches it. The program and its health check share
 * this.
 */
import { ConfigError } from './config-error.js';
import { environment, readRows } from './environment.js';

const { HOST, PORT } = environment;
const loopback = '127.0.0.1';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `localhost` stands for two addresses, and the machine decides which one comes first. */
export function boundHost(host: string): string {
  return host === 'localhost' ? loopback : host;
}

/** An IPv6 address needs brackets in a URL. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/**
 * Fails with {@link ConfigError} if the gateway would not start, or if it listens on a port that no other process can
 * know.
 */
export function readProbeAddress(variables: NodeJS.ProcessEnv): Address {
  const problems: string[] = [];
  const { HOST: host, PORT: port } = readRows(variables, { HOST, PORT }, problems);
  if (port === 0)
    problems.push('PORT must be a number other than 0: no other process can find out which free port was chosen');
  if (problems.length > 0 || host === undefined || port === undefined) throw new ConfigError(problems);
  return { host: isEveryAddress(host) ? loopback : boundHost(host), port };
}

/** For a machine without IPv6: what `::` means there. Undefined for an address that needs IPv6. */
export function withoutIpv6(host: string): string | undefined {
  return canonical(host) === '[::]' ? '0.0.0.0' : undefined;
}

/** The unspecified IPv6 address includes the IPv4 ones. */
function isEveryAddress(host: string): boolean {
  return ['0.0.0.0', '[::]'].includes(canonical(host));
}

/** One spelling of an address; an IPv6 address is in brackets. */
function canonical(host: string): string {
  return URL.parse(`http://${hostInUrl(host)}`)?.hostname ?? '';
}
