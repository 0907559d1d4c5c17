/** The servers that the gateway needs: Graph, and in two of the modes the authority. */
import type { Check } from '../check.js';
import { proxyFor } from '../probes/proxy-for.js';
import type { Session } from '../session.js';

export type Host = 'graph' | 'authority';

/** Undefined if this configuration does not need it. */
export function urlOf({ config }: Session, host: Host): URL | undefined {
  if (host === 'graph') return new URL(config.graph.origin);
  return config.auth.mode === 'forward' ? undefined : new URL(config.auth.authorityHost);
}

export function proxyOf(session: Session, url: URL): URL | undefined {
  return proxyFor(url, session.config.proxies);
}

/** As in `TLS of graph.microsoft.com`, or as in `route to graph.microsoft.com`. */
export function titleWith(what: string, host: Host): Check['checked'] {
  return (session) => {
    const url = session.isConfigured ? urlOf(session, host) : undefined;
    return `${what} ${url?.hostname ?? (host === 'graph' ? 'Graph' : 'the authority')}`;
  };
}

export const millis = (durationMs: number): string => `${Math.round(durationMs)} ms`;
