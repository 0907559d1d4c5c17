/** Whether the authority gives the gateway itself a token for Graph: its credential is accepted, and in application mode consented. */
import { AuthorityError } from '../../auth/authority/authority-failure.js';
import { AuthorityHttp } from '../../auth/authority/authority-http.js';
import { settingOf } from '../../auth/authority/gateway-credential.js';
import { ownToken } from '../../auth/check-authority.js';
import type { Check } from '../check.js';
import { ok } from '../finding.js';
import { capturedLog } from '../probes/captured-log.js';
import { authorityOutcome, grantApplication, isVerifying, verifyingOf } from './authority-parts.js';
import { describeGraphToken } from './describe-token.js';
import { millis } from './hosts.js';

export const credential: Check = {
  id: 'identity.credential',
  group: 'identity',
  checked: "the gateway's credential",
  after: ['network.authority.tls'],
  applies: isVerifying,
  run: async (session) => {
    const settings = verifyingOf(session);
    const { graph, proxies } = session.config;
    const http = new AuthorityHttp(graph.timeoutMs, proxies, capturedLog().logger);
    const began = performance.now();
    try {
      const token = await ownToken(settings, http);
      const took = `the authority accepts ${settingOf[settings.credential.kind]}, ${millis(performance.now() - began)}`;
      if (settings.mode === 'on-behalf-of') return ok(took);
      const { outcome, mayWrite } = describeGraphToken(token, {
        grant: grantApplication,
        audience: settings.scope.replace(/\/\.default$/, ''),
        tenantId: settings.tenantId,
      });
      session.callsGraphWith(token);
      if (mayWrite !== undefined) session.facts.mayWrite = mayWrite;
      return { ...outcome, found: `${took}; its token: ${outcome.found}` };
    } catch (error) {
      if (error instanceof AuthorityError) return authorityOutcome(error, settings.mode);
      throw error;
    } finally {
      await http.destroy();
    }
  },
};
