/**
 * Creates the one TokenSource of the configured mode, with everything that it needs. Only this folder knows the mode.
 */
import type { AuthConfig } from '../config/auth.js';
import { ForwardedToken } from './forward.js';
import type { AuthorityLimits, StartedTokenSource } from './settings.js';

export async function startTokenSource(settings: AuthConfig, limits: AuthorityLimits): Promise<StartedTokenSource> {
  if (settings.mode === 'forward') {
    const tokens = new ForwardedToken();
    const nothing = (): Promise<void> => Promise.resolve();
    return { tokens, identify: ({ caller }) => tokens.identify(caller), check: nothing, stop: nothing };
  }
  const { startVerifying } = await import('./verified-callers.js');
  return startVerifying(settings, limits);
}
