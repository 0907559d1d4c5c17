/** The input of `auth/` besides its `AuthConfig`, and its result. */
import type { Operation } from '../core/operation.js';
import type { Proxies } from '../core/outgoing-proxy.js';
import type { Logger } from '../telemetry/logger.js';
import type { TokenSource } from '../core/token-source.js';

export interface AuthorityLimits {
  /** One exchange with the authority. */
  readonly timeoutMs: number;
  /** How long the authority is not called after repeated failures. */
  readonly breakerResetMs: number;
  readonly proxies: Proxies;
  /** Of the process: an exchange may be for several callers. */
  readonly logger: Logger;
}

export interface StartedTokenSource {
  readonly tokens: TokenSource;
  /**
   * The identity of a caller: a user or an application if callers are verified, a token if only Graph can verify it.
   * Undefined for a request whose token is not accepted. Never fails.
   */
  readonly identify: (operation: Operation) => string | undefined | Promise<string | undefined>;
  /** Logs what would keep the authority from serving this gateway. Never fails. */
  readonly check: (logger: Logger) => Promise<void>;
  /** Closes the connections to the authority. */
  readonly stop: () => Promise<void>;
}
