/**
 * Reusable Graph tokens, in limited number, and one token request at a time for each key.
 *
 * They are held in memory only, never used after their expiry less a margin, and dropped when Graph rejects one.
 */
import { LRUCache } from 'lru-cache';

export interface GraphToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** About three kilobytes each. */
export const maxTokens = 10_000;
/** Graph may receive a token later, and its clock may differ. */
const marginMs = 60_000;
/** From here on the next token is fetched while this one is still in use. */
const refreshAheadMs = 5 * 60_000;
/** Between two attempts to fetch the next token early. */
const refreshPauseMs = 30_000;

export class TokenCache {
  readonly #tokens = new LRUCache<string, GraphToken>({ max: maxTokens });
  readonly #flights = new Map<string, Promise<string>>();
  #refreshedAt = -Infinity;

  constructor(
    /** For the one token that all callers share; a user's token is fetched when that user sends the next request. */
    private readonly refreshAhead = false,
    private readonly now: () => number = Date.now,
  ) {}

  get size(): number {
    return this.#tokens.size;
  }

  /** The cached token, or the one that `acquire` returns, shared by all callers that wait for the same key. */
  get(key: string, acquire: () => Promise<GraphToken>): Promise<string> {
    const cached = this.#tokens.get(key);
    const leftMs = cached === undefined ? 0 : cached.expiresAt - this.now();
    if (cached === undefined || leftMs <= marginMs) return this.#fly(key, acquire);
    if (this.refreshAhead && leftMs <= refreshAheadMs && this.now() - this.#refreshedAt >= refreshPauseMs) {
      this.#refreshedAt = this.now();
      this.#fly(key, acquire).catch(() => undefined);
    }
    return Promise.resolve(cached.token);
  }

  /** Drops this token, but not a newer one. */
  drop(key: string, token: string): void {
    if (this.#tokens.peek(key)?.token === token) this.#tokens.delete(key);
  }

  #fly(key: string, acquire: () => Promise<GraphToken>): Promise<string> {
    const running = this.#flights.get(key);
    if (running !== undefined) return running;
    const flight = acquire()
      .then((token) => {
        const ttl = Math.floor(token.expiresAt - this.now() - marginMs);
        if (ttl >= 1) this.#tokens.set(key, token, { ttl });
        return token.token;
      })
      .finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}
