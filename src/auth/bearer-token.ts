/**
 * The one bearer token of a request, checked by its form alone (RFC 6750, section 2.1). A value that cannot be a token
 * is rejected, and a second header or a control character cannot smuggle anything in.
 */
import { GatewayError } from '../core/gateway-error.js';
import type { Caller } from '../core/caller.js';

/** What JavaScript writes into a header if the variable of the token is not set. */
const notTokens: readonly string[] = ['undefined', 'null'];

const bearer = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

export interface BearerToken {
  /** The whole header, unchanged. */
  readonly header: string;
  readonly token: string;
}

/** `realm` says in the challenge what the token is for. */
export function bearerToken(caller: Caller, realm: 'graph' | 'gateway'): BearerToken {
  const challenge = `Bearer realm="${realm}"`;
  const malformed = `${challenge}, error="invalid_request"`;
  const headers = caller.authorizationHeaders();
  const [header] = headers;
  if (header === undefined || header.trim() === '') {
    const what = realm === 'graph' ? 'Microsoft Graph' : 'this gateway';
    throw unauthenticated(`This operation requires a bearer token for ${what} in the Authorization header.`, challenge);
  }
  if (headers.length > 1) throw unauthenticated('The request has more than one Authorization header.', malformed);
  if (!/^bearer( |$)/i.test(header)) {
    throw unauthenticated('The Authorization header must use the Bearer scheme.', challenge);
  }
  const token = bearer.exec(header)?.[1];
  if (token === undefined) {
    throw unauthenticated('The Authorization header must be "Bearer" and one token without spaces.', malformed);
  }
  // A comparison looks at the length first; a set would hash a token of some kilobytes.
  if (notTokens.includes(token)) {
    const sentence = `The Authorization header has the word "${token}" instead of a token: the client had none when it sent the request.`;
    throw unauthenticated(sentence, malformed);
  }
  return { header, token };
}

function unauthenticated(message: string, challenge: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message, { challenge });
}
