/** What `auth/` is given besides its `AuthConfig`, and what it gives back. */
import type { Operation } from '../core/operation.js';
import type { Proxies } from '../core/outgoing-proxy.js';
import type { TokenSource } from '../core/token-source.js';

export interface AuthorityLimits {
  /** One exchange with the authority. */
  readonly timeoutMs: number;
  /** How long the authority is left alone after it has failed again and again. */
  readonly breakerResetMs: number;
  readonly proxies: Proxies;
}

export interface StartedTokenSource {
  readonly tokens: TokenSource;
  /** Who a caller is, where callers are verified; undefined for who is not. Never fails. */
  readonly identify?: (operation: Operation) => Promise<string | undefined>;
  /** Closes the connections to the authority. */
  readonly stop: () => Promise<void>;
}
