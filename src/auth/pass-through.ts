/**
 * Forward mode: the caller's own `Authorization` header goes to Graph, byte for byte.
 *
 * A Graph token is opaque to everybody but Graph, so only its form is checked (RFC 6750, section 2.1): what could not be
 * a token must not get as far as Graph, and a second header or a control character must not smuggle anything in.
 */
import { createHash } from 'node:crypto';
import { GraphError } from '../graph/graph-error.js';
import type { Operation } from '../graph/operation.js';
import type { Caller, TokenSource } from '../graph/token-source.js';

const bearer = /^Bearer +[A-Za-z0-9\-._~+/]+=*$/i;
const realm = 'Bearer realm="graph"';

export class PassThrough implements TokenSource {
  admit(caller: Caller): void {
    this.#authorization(caller);
  }

  authorizationFor(operation: Operation): string {
    return this.#authorization(operation.caller);
  }

  identityOf(caller: Caller): string {
    return createHash('sha256').update(this.#authorization(caller)).digest('base64');
  }

  #authorization(caller: Caller): string {
    const headers = caller.authorizationHeaders();
    const [header] = headers;
    if (header === undefined || header.trim() === '') {
      throw unauthenticated(
        'This operation needs a bearer token for Microsoft Graph in the Authorization header.',
        realm,
      );
    }
    if (headers.length > 1) throw unauthenticated('The request has more than one Authorization header.', malformed());
    if (!/^bearer( |$)/i.test(header)) {
      throw unauthenticated('The Authorization header needs the scheme Bearer.', realm);
    }
    if (!bearer.test(header)) {
      throw unauthenticated('The Authorization header needs to be "Bearer" and one token without spaces.', malformed());
    }
    return header;
  }
}

function malformed(): string {
  return `${realm}, error="invalid_request"`;
}

function unauthenticated(message: string, challenge: string): GraphError {
  return new GraphError('UNAUTHENTICATED', message, { challenge });
}
