/** The authority's discovery document and signing keys, with which the gateway verifies callers, and its clock. */
import { AuthorityBreaker } from '../../auth/authority/authority-breaker.js';
import { AuthorityError } from '../../auth/authority/authority-failure.js';
import { AuthorityHttp } from '../../auth/authority/authority-http.js';
import { SigningKeys } from '../../auth/callers/signing-keys.js';
import type { Check } from '../check.js';
import { ok } from '../finding.js';
import { capturedLog } from '../probes/captured-log.js';
import { authorityOutcome, isVerifying, verifyingOf } from './authority-parts.js';
import { clockOutcome } from './clock.js';
import { millis } from './hosts.js';

export const authorityKeys: Check = {
  id: 'identity.authority.keys',
  group: 'identity',
  checked: 'discovery and keys of the authority',
  after: ['network.authority.tls'],
  applies: isVerifying,
  run: async (session) => {
    const settings = verifyingOf(session);
    const { authorityHost, tenantId } = settings;
    const { graph, proxies } = session.config;
    const { logger } = capturedLog();
    const http = new AuthorityHttp(graph.timeoutMs, proxies, logger);
    const url = `${authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const keys = new SigningKeys(
      url,
      tenantId,
      (address) => http.getJson(address, logger),
      new AuthorityBreaker(graph.breakerResetMs),
    );
    const began = performance.now();
    try {
      const { issuer, keyIds } = await keys.issuerFor('', logger);
      if (http.clockDifferenceMs !== undefined) session.facts.authorityClockMs = http.clockDifferenceMs;
      const both = millis(performance.now() - began);
      return ok(`${keyIds.size} ${keyIds.size === 1 ? 'key' : 'keys'} of ${issuer}, ${both} for both`);
    } catch (error) {
      if (error instanceof AuthorityError) return authorityOutcome(error, settings.mode);
      throw error;
    } finally {
      await http.destroy();
    }
  },
};

export const authorityClock: Check = {
  id: 'identity.authority.clock',
  group: 'identity',
  checked: "clock, against the authority's",
  after: ['identity.authority.keys'],
  applies: isVerifying,
  run: ({ facts }) => (facts.authorityClockMs === undefined ? undefined : clockOutcome([facts.authorityClockMs])),
};
