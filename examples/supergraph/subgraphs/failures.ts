/** What a client gets when Graph says no: a code and a sentence, in the words of the reports' subgraph, and nothing of Graph's. */
import { GraphQLError } from 'graphql';

const known: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['UNAUTHENTICATED', 'Graph does not accept the token.'],
  403: ['FORBIDDEN', 'The caller may not read this in Graph.'],
  429: ['RATE_LIMITED', 'Graph asks for patience.'],
};

export const noToken = (): GraphQLError => error('UNAUTHENTICATED', 'The request needs a bearer token.', 401, 'Bearer');

export function failureOf(status: number, challenge: string | null = null): GraphQLError {
  const [code, message] = known[status] ?? ['GRAPH_UNAVAILABLE', `Graph answered ${status}.`];
  // Only a 401 is for the HTTP layer: its challenge says to a client where to get a token that does.
  return status === 401 ? error(code, message, 401, challenge ?? 'Bearer') : error(code, message);
}

export const unreachable = (cause: unknown): GraphQLError =>
  new GraphQLError('Graph cannot be reached.', {
    extensions: { code: 'GRAPH_UNAVAILABLE' },
    originalError: cause instanceof Error ? cause : null,
  });

function error(code: string, message: string, status?: number, challenge = ''): GraphQLError {
  // Apollo Server makes status and headers of the HTTP answer of `extensions.http`, and sends it to no client.
  const extensions: Record<string, unknown> = { code };
  if (status !== undefined) extensions['http'] = { status, headers: new Map([['www-authenticate', challenge]]) };
  return new GraphQLError(message, { extensions });
}
