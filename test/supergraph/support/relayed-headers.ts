/**
 * The headers that a gateway passes on to every subgraph: the token, and the ids that connect the logs and traces of
 * one request.
 */
export const relayedHeaders = [
  'authorization',
  'x-request-id',
  'apollo-federation-include-trace',
  'traceparent',
  'tracestate',
] as const;
