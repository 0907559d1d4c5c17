/**
 * The media type of a response: what the client's `Accept` prefers of the two types of GraphQL over HTTP.
 *
 * The types and the negotiation are the ones that Apollo Server uses, so every response of the gateway follows one rule.
 */
import Negotiator from 'negotiator';

/** The time to read an Accept grows faster than its length. No browser sends a tenth of it; a longer one is refused. */
export const maxAcceptCharacters = 1024;

export const jsonType = 'application/json; charset=utf-8';
const graphqlResponseType = 'application/graphql-response+json; charset=utf-8';

/** Undefined if the client accepts neither type. Without an `Accept`, or with one that is too long, it is JSON, which every client reads. */
export function responseTypeFor(accept: string | undefined): string | undefined {
  if (!accept || accept.length > maxAcceptCharacters) return jsonType;
  return preferred(accept, [jsonType, graphqlResponseType]);
}

export function acceptsHtml(accept: string | undefined): boolean {
  return accept !== undefined && preferred(accept, ['text/html']) !== undefined;
}

function preferred(accept: string, types: string[]): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType(types);
}
