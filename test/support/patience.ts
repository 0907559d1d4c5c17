/**
 * The time limit of a gateway whose Graph, or authority, never answers.
 *
 * Long enough that the call has been sent before, even if other work keeps every core busy: with 200 ms some had not.
 * Short enough to wait for. A gateway that gets responses keeps its own limits.
 */
export const patience = {
  forCall: { GRAPH_TIMEOUT_MS: '1500' },
  forOperation: { REQUEST_DEADLINE_MS: '1500' },
} as const;
