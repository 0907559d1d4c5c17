/**
 * A recent refusal is repeated without a new request: otherwise a front end that repeats its request would cost one
 * exchange with the authority, and one call to Graph, each time.
 *
 * A refusal belongs to its key, which contains the hash of the caller's token: a new token has a new key and is not
 * affected.
 */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { GatewayError } from '../../core/gateway-error.js';

/** How long a refusal is repeated without asking. Short, because an administrator may fix the reason meanwhile. */
export const refusalMs = 10_000;
/** A token that Graph rejects within this time after another one is not replaced immediately. */
const suspicionMs = 60_000;
/** Up to 12 kB each if the authority sends long claims. An evicted one costs one exchange. */
export const maxRefusals = 2000;

export class Refusals {
  readonly #known: LRUCache<string, GatewayError>;
  /** Hashes of the tokens that Graph rejected last. */
  readonly #refusedByGraph: LRUCache<string, string>;

  constructor(now: () => number = () => performance.now()) {
    const bounds = { max: maxRefusals, perf: { now }, ttlResolution: 0 };
    this.#known = new LRUCache({ ...bounds, ttl: refusalMs });
    this.#refusedByGraph = new LRUCache({ ...bounds, ttl: suspicionMs });
  }

  get size(): number {
    return this.#known.size;
  }

  /** The error to return without asking; undefined if the authority may be asked. */
  of(key: string): GatewayError | undefined {
    return this.#known.get(key);
  }

  byAuthority(key: string, failure: GatewayError): void {
    this.#known.set(key, failure);
  }

  /**
   * Graph rejected a token. The first one is replaced immediately, since it may just have been revoked. If Graph
   * rejects the replacement too, the next request for a token waits. Concurrent calls with the same token do not count
   * again.
   */
  byGraph(key: string, authorization: string, failure: GatewayError): void {
    const token = hash('sha256', authorization, 'base64url');
    const previous = this.#refusedByGraph.get(key);
    if (previous === token) return;
    this.#refusedByGraph.set(key, token);
    if (previous !== undefined) this.#known.set(key, failure);
  }
}
