/**
 * The headers that a gateway passes on to every subgraph: the token, the client's idempotency key, and the ids that connect
 * the logs and traces of one request.
 */
export const relayedHeaders = [
  'authorization',
  'x-request-id',
  'idempotency-key',
  'apollo-federation-include-trace',
  'traceparent',
  'tracestate',
] as const;
