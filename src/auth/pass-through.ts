/**
 * Forward mode: the caller's own `Authorization` header goes to Graph, byte for byte.
 *
 * A Graph token is opaque to everybody but Graph, so only its form is checked, and what Graph says of it is the client's
 * to read.
 */
import { createHash } from 'node:crypto';
import type { GraphError } from '../graph/graph-error.js';
import type { Operation } from '../graph/operation.js';
import type { Caller, TokenSource } from '../graph/token-source.js';
import { bearerToken } from './bearer-token.js';

export class PassThrough implements TokenSource {
  authenticate({ caller }: Operation): void {
    bearerToken(caller, 'graph');
  }

  admit({ caller }: Operation): void {
    bearerToken(caller, 'graph');
  }

  authorizationFor({ caller }: Operation): string {
    return bearerToken(caller, 'graph').header;
  }

  identityOf(caller: Caller): string {
    return createHash('sha256').update(bearerToken(caller, 'graph').header).digest('base64');
  }

  refused(_operation: Operation, _authorization: string, failure: GraphError): GraphError {
    return failure;
  }
}
