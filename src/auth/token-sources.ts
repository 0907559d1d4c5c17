/** One TokenSource for each mode, with everything behind it. Outside of this folder nothing knows the mode. */
import type { Operation } from '../graph/operation.js';
import type { TokenSource } from '../graph/token-source.js';
import type { Permissions } from './admission.js';
import type { Registration } from './gateway-credential.js';
import { PassThrough } from './pass-through.js';

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

export async function startTokenSource(settings: AuthSettings, limits: AuthorityLimits): Promise<StartedTokenSource> {
  if (settings.mode === 'forward') return { tokens: new PassThrough(), stop: () => Promise.resolve() };
  const { startVerifying } = await import('./verifying.js');
  return startVerifying(settings, limits);
}
