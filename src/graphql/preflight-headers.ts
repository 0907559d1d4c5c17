/**
 * Headers with which a request shows that no page of another site sent it unasked (CSRF). A browser sends each of them
 * only after a preflight, which CORS answers for allowed origins alone. A request without a JSON body, such as a GET,
 * needs one of them.
 *
 * `authorization` counts as well, since a browser never adds a bearer token by itself. It may add the password of a
 * user, which the gateway rejects.
 */
export const preflightHeaders = [
  'authorization',
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-apollo-operation-name',
] as const;
