/**
 * What was refused a moment ago is not asked for again at once: a front end that repeats its request would otherwise cost
 * the authority one exchange, and Graph one call, each time.
 *
 * A refusal belongs to its key, which holds the hash of the caller's token: a new token has a new key and is not affected.
 */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { GatewayError } from '../../core/gateway-error.js';

/** How long a refusal is repeated without asking. Short, because an administrator may mend its reason meanwhile. */
export const refusalMs = 10_000;
/** A token that Graph refuses within this time after another one is not replaced at once. */
const suspicionMs = 60_000;
/** Up to 12 kB each where the authority sends long claims. A forgotten one costs one exchange. */
export const maxRefusals = 2000;

export class Refusals {
  readonly #known: LRUCache<string, GatewayError>;
  /** Hashes of the tokens that Graph refused last. */
  readonly #refusedByGraph: LRUCache<string, string>;

  constructor(now: () => number = () => performance.now()) {
    const bounds = { max: maxRefusals, perf: { now }, ttlResolution: 0 };
    this.#known = new LRUCache({ ...bounds, ttl: refusalMs });
    this.#refusedByGraph = new LRUCache({ ...bounds, ttl: suspicionMs });
  }

  get size(): number {
    return this.#known.size;
  }

  /** What to answer without asking; undefined when the authority may be asked. */
  of(key: string): GatewayError | undefined {
    return this.#known.get(key);
  }

  byAuthority(key: string, failure: GatewayError): void {
    this.#known.set(key, failure);
  }

  /**
   * Graph refused a token. The first one is replaced at once, since it may have been revoked a moment ago. If Graph refuses
   * the replacement too, the next one waits. Calls that were on their way with the same token do not count again.
   */
  byGraph(key: string, authorization: string, failure: GatewayError): void {
    const token = hash('sha256', authorization, 'base64url');
    const previous = this.#refusedByGraph.get(key);
    if (previous === token) return;
    this.#refusedByGraph.set(key, token);
    if (previous !== undefined) this.#known.set(key, failure);
  }
}
