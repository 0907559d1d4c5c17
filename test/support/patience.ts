/**
 * The time limit of a gateway whose Graph, or authority, never answers.
 *
 * Long enough that the call has gone out before, even where other work keeps every core busy: with 200 ms some had not. Short
 * enough to wait for. A gateway that is answered keeps its own limits.
 */
export const patience = {
  forCall: { GRAPH_TIMEOUT_MS: '1500' },
  forOperation: { REQUEST_DEADLINE_MS: '1500' },
} as const;
