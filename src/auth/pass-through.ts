/**
 * Forward mode: the caller's own `Authorization` header goes to Graph, byte for byte.
 *
 * A Graph token is opaque to everybody but Graph, so only its form is checked, and what Graph says of it is the client's
 * to read.
 */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { GraphError } from '../graph/graph-error.js';
import type { Operation } from '../graph/operation.js';
import { canonicalSpelling } from '../graph/token-spelling.js';
import { unknownCallers, type Caller, type TokenSource } from '../graph/token-source.js';
import { bearerToken, type BearerToken } from './bearer-token.js';
import { userOfAcceptedToken } from './accepted-token.js';

/** Tokens that Graph accepted. Nobody gets one in here without Graph. */
const maxAccepted = 10_000;
/** About as long as a token of Entra lives. */
const acceptedMs = 3_600_000;

interface Accepted {
  readonly share: string;
  readonly until: number;
}

export class PassThrough implements TokenSource {
  /** A token is read and hashed once for each request, however many calls the request makes. */
  readonly #tokens = new WeakMap<Caller, { bearer: BearerToken; identity?: string }>();
  readonly #accepted = new LRUCache<string, Accepted>({ max: maxAccepted });

  admit({ caller }: Operation): void {
    this.#read(caller);
  }

  authorizationFor({ caller }: Operation): string {
    return this.#read(caller).bearer.header;
  }

  identityOf(caller: Caller): string {
    const read = this.#read(caller);
    return (read.identity ??= hash('sha256', canonicalSpelling(read.bearer.token), 'base64url'));
  }

  shareOf(caller: Caller): string {
    const accepted = this.#accepted.get(this.identityOf(caller));
    return accepted !== undefined && performance.now() < accepted.until ? accepted.share : unknownCallers;
  }

  /** Made-up tokens cost nothing, so a token has a share of its own only once Graph has taken it. */
  accepted(caller: Caller): void {
    if (this.shareOf(caller) !== unknownCallers) return;
    const identity = this.identityOf(caller);
    const share = userOfAcceptedToken(this.#read(caller).bearer.token) ?? identity;
    this.#accepted.set(identity, { share, until: performance.now() + acceptedMs });
  }

  refused({ caller }: Operation, _authorization: string, failure: GraphError): GraphError {
    this.#accepted.delete(this.identityOf(caller));
    return failure;
  }

  #read(caller: Caller): { bearer: BearerToken; identity?: string } {
    let read = this.#tokens.get(caller);
    if (read === undefined) {
      read = { bearer: bearerToken(caller, 'graph') };
      this.#tokens.set(caller, read);
    }
    return read;
  }
}
