/** The result of all checks together. */
import { gatewayVersion } from '../telemetry/version.js';
import { statuses, type Recommendation, type Status } from './finding.js';
import { recommendationsFor } from './recommendations.js';
import type { Session } from './session.js';

export const exitCodes = { well: 0, failed: 1, incomplete: 2 } as const;

export interface Summary {
  readonly gateway: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** `incomplete`: nothing failed, and there was no token for Graph. */
  readonly outcome: keyof typeof exitCodes;
  readonly exitCode: number;
  readonly graphRequests: number;
  readonly counts: Readonly<Record<Status, number>>;
  readonly recommended: readonly Recommendation[];
}

export function summaryOf(session: Session, startedAt: Date): Summary {
  const { all } = session.findings;
  const counts = Object.fromEntries(
    statuses.map((status) => [status, all.filter((finding) => finding.status === status).length]),
  ) as Record<Status, number>;
  const outcome = counts.failed > 0 ? 'failed' : session.graphIfAny === undefined ? 'incomplete' : 'well';
  return {
    gateway: gatewayVersion(),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    outcome,
    exitCode: exitCodes[outcome],
    graphRequests: session.graphIfAny?.requests ?? 0,
    counts,
    recommended: recommendationsFor(session),
  };
}
