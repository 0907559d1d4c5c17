/** The proxy that a host is reached through, as undici decides it for the gateway's own connections. */
import type { Proxies } from '../../core/outgoing-proxy.js';

/** Undefined: directly. A test compares this with undici. */
export function proxyFor(url: URL, { httpsProxy, httpProxy, noProxy }: Proxies): URL | undefined {
  const proxy = (url.protocol === 'https:' ? httpsProxy || httpProxy : httpProxy) || undefined;
  if (proxy === undefined) return undefined;
  const host = withoutBrackets(url.hostname).toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const entries = noProxy.split(/[,\s]/).filter((entry) => entry !== '');
  return entries.some((entry) => isFor(entry, host, port)) ? undefined : new URL(proxy);
}

function isFor(entry: string, host: string, port: string): boolean {
  const [, name = '', only] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? ['', entry, undefined];
  if (only !== undefined && only !== port) return false;
  if (name === '*') return true;
  const domain = withoutBrackets(name)
    .replace(/^\*?\./, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return host.endsWith(`.${domain}`) || (host === domain && !name.startsWith('*'));
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.+)\]$/, '$1');
}
