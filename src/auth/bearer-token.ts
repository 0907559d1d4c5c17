/**
 * The one bearer token of a request, by its form alone (RFC 6750, section 2.1): what could not be a token gets no
 * further, and a second header or a control character must not smuggle anything in.
 */
import { GatewayError } from '../core/gateway-error.js';
import type { Caller } from '../core/caller.js';

const bearer = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

export interface BearerToken {
  /** The whole header, as it came. */
  readonly header: string;
  readonly token: string;
}

/** `realm` names in the challenge what the token is for. */
export function bearerToken(caller: Caller, realm: 'graph' | 'gateway'): BearerToken {
  const challenge = `Bearer realm="${realm}"`;
  const malformed = `${challenge}, error="invalid_request"`;
  const headers = caller.authorizationHeaders();
  const [header] = headers;
  if (header === undefined || header.trim() === '') {
    const what = realm === 'graph' ? 'Microsoft Graph' : 'this gateway';
    throw unauthenticated(`This operation needs a bearer token for ${what} in the Authorization header.`, challenge);
  }
  if (headers.length > 1) throw unauthenticated('The request has more than one Authorization header.', malformed);
  if (!/^bearer( |$)/i.test(header)) {
    throw unauthenticated('The Authorization header needs the scheme Bearer.', challenge);
  }
  const token = bearer.exec(header)?.[1];
  if (token === undefined) {
    throw unauthenticated('The Authorization header needs to be "Bearer" and one token without spaces.', malformed);
  }
  return { header, token };
}

function unauthenticated(message: string, challenge: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message, { challenge });
}
