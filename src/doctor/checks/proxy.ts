/** Which proxy the gateway uses for a server. */
import type { Check } from '../check.js';
import { ok } from '../finding.js';
import { proxyOf, titleWith, urlOf, isNeeded, type Host } from './hosts.js';

export const proxyTo = (host: Host): Check => ({
  id: `network.${host}.proxy`,
  group: 'network',
  checked: titleWith('route to', host),
  applies: (session) => isNeeded(session, host),
  run: (session) => {
    const url = urlOf(session, host);
    const proxy = proxyOf(session, url);
    const { httpsProxy, httpProxy } = session.config.proxies;
    // The URL of a proxy may hold a password.
    if (proxy !== undefined) return ok(`through the proxy ${proxy.origin}`, { proxy: proxy.origin });
    return ok((httpsProxy ?? httpProxy) ? 'direct: NO_PROXY excepts it' : 'direct: no proxy is set');
  },
});
