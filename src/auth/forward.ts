/**
 * Forward mode: the caller's own `Authorization` header goes to Graph, byte for byte.
 *
 * Only Graph can read a Graph token, so the gateway checks only its form, and Graph's response to it is passed on to
 * the client.
 */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../core/gateway-error.js';
import type { Operation } from '../core/operation.js';
import { canonicalSpelling } from '../core/token-spelling.js';
import type { Caller } from '../core/caller.js';
import type { AuditIdentity } from '../telemetry/audit-line.js';
import { unknownCallers, type TokenSource } from '../core/token-source.js';
import { bearerToken, type BearerToken } from './bearer-token.js';
import { userOfAcceptedToken } from './accepted-token.js';
import { claimedQuota, claimedScope } from './claimed-scope.js';

/** Tokens that Graph has accepted. Only Graph's acceptance adds a token. */
const maxAccepted = 10_000;
/** About as long as the lifetime of an Entra token. */
const acceptedMs = 3_600_000;

/** A token is read and hashed once for each request, however many calls the request makes. */
interface Read {
  readonly bearer: BearerToken;
  identity?: string;
  key?: string;
  quota?: string;
}

interface Accepted {
  readonly share: string;
  readonly until: number;
  /** Read when it is first needed. */
  scope?: string;
}

export class ForwardedToken implements TokenSource {
  readonly #accepted = new LRUCache<string, Accepted>({ max: maxAccepted });

  authenticate({ caller }: Operation): void {
    this.#read(caller);
  }

  admit({ caller }: Operation): void {
    this.#read(caller);
  }

  authorizationFor({ caller }: Operation): string {
    return this.#read(caller).bearer.header;
  }

  /** Undefined for a request without a token that could be one. */
  identify(caller: Caller): string | undefined {
    try {
      return this.identityOf(caller);
    } catch (error) {
      // The operation reports it; here there is just no caller.
      if (error instanceof GatewayError) return undefined;
      throw error;
    }
  }

  identityOf(caller: Caller): string {
    const read = this.#read(caller);
    return (read.identity ??= hash('sha256', canonicalSpelling(read.bearer.token), 'base64url'));
  }

  shareOf(caller: Caller): string {
    const accepted = this.#accepted.get(this.#keyOf(caller));
    return accepted !== undefined && performance.now() < accepted.until ? accepted.share : unknownCallers;
  }

  /** In hexadecimal, as `sha256sum` prints it. */
  auditIdentityOf(caller: Caller): AuditIdentity {
    return { tokenSha256: Buffer.from(this.identityOf(caller), 'base64url').toString('hex') };
  }

  scopeOf(caller: Caller): string {
    const accepted = this.#accepted.get(this.#keyOf(caller));
    if (accepted?.scope !== undefined) return accepted.scope;
    const scope = claimedScope(this.#read(caller).bearer.token) ?? `token ${this.identityOf(caller)}`;
    if (accepted !== undefined) accepted.scope = scope;
    return scope;
  }

  quotaOf(caller: Caller): string {
    const read = this.#read(caller);
    return (read.quota ??= claimedQuota(read.bearer.token) ?? `token ${this.identityOf(caller)}`);
  }

  /** Invented tokens cost nothing, so a token has its own share only after Graph has accepted it. */
  accepted(caller: Caller): void {
    if (this.shareOf(caller) !== unknownCallers) return;
    const share = userOfAcceptedToken(this.#read(caller).bearer.token) ?? this.identityOf(caller);
    this.#accepted.set(copied(this.#keyOf(caller)), { share, until: performance.now() + acceptedMs });
  }

  refused({ caller }: Operation, _authorization: string, failure: GatewayError): GatewayError {
    this.#accepted.delete(this.#keyOf(caller));
    return failure;
  }

  /**
   * Looked up for each call, and a hash of the whole token would be one of the most expensive parts of the call. The
   * end of a signature identifies a token as well as a hash does, and grants nothing.
   */
  #keyOf(caller: Caller): string {
    const read = this.#read(caller);
    return (read.key ??= endOfSignature(read.bearer.token) ?? this.identityOf(caller));
  }

  #read(caller: Caller): Read {
    return caller.once(() => ({ bearer: bearerToken(caller, 'graph') }));
  }
}

const keyLength = 64;

/**
 * Without the last character, which can be spelled in several ways. Undefined for a text that is not a JWT with a long
 * signature.
 */
function endOfSignature(token: string): string | undefined {
  let end = token.length - 1;
  while (token.charAt(end) === '=') end -= 1;
  const dot = token.lastIndexOf('.');
  return dot > 0 && end - keyLength > dot ? token.slice(end - keyLength, end) : undefined;
}

/** A slice of a text keeps the whole text in memory. */
function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
