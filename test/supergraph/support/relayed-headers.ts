/** What a gateway passes on to every subgraph: who calls, and what joins the logs and traces of one request. */
export const relayedHeaders = [
  'authorization',
  'x-request-id',
  'apollo-federation-include-trace',
  'traceparent',
  'tracestate',
] as const;
