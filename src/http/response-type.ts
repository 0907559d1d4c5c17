/**
 * The media type of a response: the client's `Accept` chooses between the two types of GraphQL over HTTP.
 *
 * The types and the negotiation are those of Apollo Server, so every response of the gateway follows one rule.
 */
import Negotiator from 'negotiator';

/**
 * The time to parse an Accept header grows faster than its length. Browsers send less than a tenth of this; a longer
 * one is rejected.
 */
export const maxAcceptCharacters = 1024;

export const jsonType = 'application/json; charset=utf-8';
const graphqlResponseType = 'application/graphql-response+json; charset=utf-8';

/**
 * Undefined if the client accepts neither type. Without an `Accept`, or with one that is too long, it is JSON, which
 * every client reads.
 */
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
