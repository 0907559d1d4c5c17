/** What `auth/` is given, and what it gives back. */
import type { Operation } from '../core/operation.js';
import type { TokenSource } from '../core/token-source.js';
import type { Permissions } from './callers/admission.js';
import type { Registration } from './authority/gateway-credential.js';

export type AuthSettings = { readonly mode: 'forward' } | VerifyingSettings;

export interface VerifyingSettings extends Registration {
  readonly mode: 'on-behalf-of' | 'application';
  readonly audiences: readonly string[];
  readonly tenants: readonly string[];
  readonly permissions: Permissions;
  readonly scope: string;
}

export interface AuthorityLimits {
  /** One exchange with the authority. */
  readonly timeoutMs: number;
  /** How long the authority is left alone after it has failed again and again. */
  readonly breakerResetMs: number;
}

export interface StartedTokenSource {
  readonly tokens: TokenSource;
  /** Who a caller is, where callers are verified; undefined for who is not. Never fails. */
  readonly identify?: (operation: Operation) => Promise<string | undefined>;
  /** Closes the connections to the authority. */
  readonly stop: () => Promise<void>;
}
