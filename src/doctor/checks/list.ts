/** The first call to Graph: the list of reports. Everything else about Graph depends on it. */
import type { Check } from '../check.js';
import { failed, note, ok, type Outcome } from '../finding.js';
import { listPath, nextLinkIn, rowsIn, shortly, type Reply } from '../probes/graph-probe.js';
import { grantFor } from './authority-parts.js';
import { millis } from './hosts.js';

export const sampleRows = 5;

const foreign = 'Check what answers at GRAPH_BASE_URL: a proxy, or another API';

export const list: Check = {
  id: 'graph.list',
  group: 'graph',
  checked: 'list of reports',
  after: ['identity.graph-token'],
  run: async ({ graph, facts, config }) => {
    const reply = await graph.get(`${listPath}?$top=${sampleRows}`);
    if (reply.failure !== undefined) return refusedList(reply, grantFor(config.auth.mode));
    const rows = rowsIn(reply.json);
    if (rows === undefined) {
      return failed(`${reply.status} with a body that is not a page of reports`, foreign);
    }
    facts.rows = rows;
    facts.nextLink = nextLinkIn(reply.json);
    const took = millis(reply.durationMs);
    if (rows.length > 0) return ok(`readable, ${took}`);
    return note(`readable and empty, ${took}: most options cannot be judged without a report`);
  },
};

function refusedList(reply: Reply, grant: string): Outcome {
  const { failure } = reply;
  const text = `${shortly(reply)}: ${failure?.message ?? ''}`;
  const details = { status: reply.status, code: failure?.code ?? 'unknown' };
  switch (failure?.code) {
    case 'UNAUTHENTICATED':
      return failure.details.claims === undefined
        ? failed(text, 'Get a new token, for Microsoft Graph: check its audience, expiry and tenant above', details)
        : failed(
            `${text.replace(/\.$/, '')}; it asks for further claims (a claims challenge)`,
            'Sign in again with what Conditional Access requires. Front ends must answer claims challenges: docs/authentication.md',
            details,
          );
    case 'FORBIDDEN':
      return failed(text, `${grant}. A user also needs a role in Intune that may read reports`, details);
    case 'GRAPH_OPERATION_NOT_OFFERED':
      return failed(
        text,
        'This tenant does not offer the resource: it is in beta, and needs an Intune licence',
        details,
      );
    case 'RATE_LIMITED':
    case 'GRAPH_UNAVAILABLE':
    case 'GRAPH_TIMEOUT':
      return failed(text, 'Wait and run the doctor again; if it stays, look at the network group above', details);
    case 'GRAPH_BAD_RESPONSE':
      return failed(text, foreign, details);
    case 'NOT_FOUND':
      return failed(text, 'Check GRAPH_BASE_URL: its host, and its version', details);
    default:
      if (typeof failure?.details.graph?.code !== 'string') return failed(text, foreign, details);
      return failed(
        text,
        "Read Graph's own sentence: a tenant without an Intune licence is one reason. Then check GRAPH_BASE_URL: its host, and its version",
        details,
      );
  }
}
