/** Settings that follow from the findings, as lines to paste. Only those that differ from the configuration. */
import type { Recommendation } from './finding.js';
import type { Session } from './session.js';

/** Graph's documented limits for one application in one tenant, in any 20 seconds: docs/capacity.md. */
const pace = { requests: 1000, writes: 100 };
/** The time limit of a call is this many times the slowest one. */
const timeoutFactor = 4;
const second = 1000;

export function recommendationsFor(session: Session): readonly Recommendation[] {
  const { facts } = session;
  // Without the list nothing is known of the tenant.
  if (!session.isConfigured || facts.rows === undefined) return [];
  const { graph } = session.config;
  const lines: Recommendation[] = [];
  if (facts.nestedExpand === true && !graph.nestedExpand) {
    lines.push({ setting: 'GRAPH_EXPAND', value: 'nested', reason: 'this tenant supports nested $expand' });
  }
  if (facts.nestedExpand === undefined && facts.rows.length > 0 && graph.nestedExpand) {
    lines.push({ setting: 'GRAPH_EXPAND', value: 'off', reason: 'this tenant does not support nested $expand' });
  }
  if (graph.pace.requests === 0) {
    const reason = 'the limit that Graph documents, for one application in one tenant in 20 seconds';
    lines.push({ setting: 'GRAPH_PACE_REQUESTS', value: String(pace.requests), reason });
  }
  if (graph.pace.writes === 0 && facts.mayWrite !== false) {
    const reason = 'the same for writes; less if other programs write with this registration';
    lines.push({ setting: 'GRAPH_PACE_WRITES', value: String(pace.writes), reason });
  }
  const slowest = facts.slowestMs ?? 0;
  if (slowest > graph.timeoutMs / 2) {
    const value = String(Math.min(600_000, Math.ceil((timeoutFactor * slowest) / second) * second));
    lines.push({ setting: 'GRAPH_TIMEOUT_MS', value, reason: `the slowest call took ${Math.round(slowest)} ms` });
  }
  return lines;
}
