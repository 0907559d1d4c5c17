/**
 * The media type of a response: what the client's `Accept` prefers of the two types of GraphQL over HTTP.
 *
 * The types and the negotiation are the ones that Apollo Server uses, so every response of the gateway follows one rule.
 */
import Negotiator from 'negotiator';

export const jsonType = 'application/json; charset=utf-8';
const graphqlResponseType = 'application/graphql-response+json; charset=utf-8';

/** Undefined if the client accepts neither type. Without an `Accept` it is JSON, which every client reads. */
export function responseTypeFor(accept: string | undefined): string | undefined {
  return accept ? preferred(accept, [jsonType, graphqlResponseType]) : jsonType;
}

export function acceptsHtml(accept: string | undefined): boolean {
  return accept !== undefined && preferred(accept, ['text/html']) !== undefined;
}

function preferred(accept: string, types: string[]): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType(types);
}
