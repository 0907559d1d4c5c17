/**
 * What a client gets when Graph rejects a request: a code and a sentence like those of the reports' subgraph, without
 * Graph's own text.
 */
import { GraphQLError } from 'graphql';

const known: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['UNAUTHENTICATED', 'Graph does not accept the token.'],
  403: ['FORBIDDEN', 'The caller may not read this in Graph.'],
  429: ['RATE_LIMITED', 'Graph is throttling requests.'],
};

export const noToken = (): GraphQLError =>
  error('UNAUTHENTICATED', 'The request requires a bearer token.', 401, 'Bearer');

export function failureOf(status: number, challenge: string | null = null): GraphQLError {
  const [code, message] = known[status] ?? ['GRAPH_UNAVAILABLE', `Graph answered ${status}.`];
  // Only a 401 concerns the HTTP layer: its challenge says where a client gets a token.
  return status === 401 ? error(code, message, 401, challenge ?? 'Bearer') : error(code, message);
}

export const unreachable = (cause: unknown): GraphQLError =>
  new GraphQLError('Graph cannot be reached.', {
    extensions: { code: 'GRAPH_UNAVAILABLE' },
    originalError: cause instanceof Error ? cause : null,
  });

function error(code: string, message: string, status?: number, challenge = ''): GraphQLError {
  // Apollo Server takes the status and headers of the HTTP response from `extensions.http`, and does not send it to
  // clients.
  const extensions: Record<string, unknown> = { code };
  if (status !== undefined) extensions['http'] = { status, headers: new Map([['www-authenticate', challenge]]) };
  return new GraphQLError(message, { extensions });
}
