/** The token with which the doctor calls Graph, as the gateway would. */
import type { Check } from '../check.js';
import { notTried, ok } from '../finding.js';
import { grantDelegated } from './authority-parts.js';
import { describeGraphToken } from './describe-token.js';

export const graphToken: Check = {
  id: 'identity.graph-token',
  group: 'identity',
  checked: 'the token for Graph',
  after: ['network.graph.tls'],
  run: (session) => {
    const { auth, graph } = session.config;
    if (auth.mode === 'application' && session.graphIfAny !== undefined)
      return ok("the gateway's own, described above");
    if (auth.mode === 'on-behalf-of' && session.graphIfAny !== undefined) return ok("the user's, described above");
    if (auth.mode !== 'forward') return notTried('no token was acquired');
    if (session.callerToken === undefined) return notTried("a caller's token is missing");
    const { outcome, mayWrite } = describeGraphToken(session.callerToken, {
      grant: `${grantDelegated.replace('Grant', "Grant the front end's registration")}`,
      audience: graph.origin,
    });
    session.callsGraphWith(session.callerToken);
    if (mayWrite !== undefined) session.facts.mayWrite = mayWrite;
    return outcome;
  },
};
