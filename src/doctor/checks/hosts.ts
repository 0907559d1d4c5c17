/** The servers that the gateway needs: Graph, and in two of the modes the authority. */
import type { Check } from '../check.js';
import { proxyFor } from '../probes/proxy-for.js';
import type { Session } from '../session.js';
import { isVerifying, verifyingOf } from './authority-parts.js';

export type Host = 'graph' | 'authority';

/** Only for a host that {@link isNeeded}. */
export function urlOf(session: Session, host: Host): URL {
  return new URL(host === 'graph' ? session.config.graph.origin : verifyingOf(session).authorityHost);
}

export function isNeeded(session: Session, host: Host): boolean {
  return host === 'graph' || isVerifying(session);
}

export function proxyOf(session: Session, url: URL): URL | undefined {
  return proxyFor(url, session.config.proxies);
}

/** As in `TLS of graph.microsoft.com`, or as in `route to graph.microsoft.com`. */
export function titleWith(what: string, host: Host): Check['checked'] {
  return (session) => {
    const url = session.isConfigured && isNeeded(session, host) ? urlOf(session, host) : undefined;
    return `${what} ${url?.hostname ?? (host === 'graph' ? 'Graph' : 'the authority')}`;
  };
}

export const millis = (durationMs: number): string => `${Math.round(durationMs)} ms`;
