/** Whether this machine can resolve the name of a server; with a proxy, the name of the proxy. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import pTimeout from 'p-timeout';
import { failureWord } from '../../core/failure-word.js';
import type { Check } from '../check.js';
import { failed, ok } from '../finding.js';
import { millis, proxyOf, titleWith, urlOf, isNeeded, type Host } from './hosts.js';

export const nameOf = (host: Host): Check => ({
  id: `network.${host}.name`,
  group: 'network',
  checked: titleWith('name of', host),
  applies: (session) => isNeeded(session, host),
  run: async (session) => {
    const url = urlOf(session, host);
    const proxy = proxyOf(session, url);
    const name = (proxy ?? url).hostname.replace(/^\[(.+)\]$/, '$1');
    const whose = proxy === undefined ? '' : `the proxy resolves it; the proxy ${name} is `;
    // An address has nothing to resolve.
    if (isIP(name)) return undefined;
    const milliseconds = session.config.graph.timeoutMs;
    const began = performance.now();
    try {
      const addresses = await pTimeout(lookup(name, { all: true }), { milliseconds });
      const [first = { address: 'nothing' }, ...others] = addresses;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return ok(`${whose}${first.address}${more}, ${millis(performance.now() - began)}`, {
        addresses: addresses.map(({ address }) => address),
      });
    } catch (error) {
      const word = failureWord(error) ?? `no answer within ${milliseconds} ms`;
      return failed(
        `${name} cannot be resolved: ${word}`,
        proxy === undefined
          ? 'Check the spelling, the DNS server of this machine, and whether HTTPS_PROXY is missing'
          : 'Check the host in HTTPS_PROXY',
      );
    }
  },
});
