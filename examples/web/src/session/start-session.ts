import type { Config } from '../config/config';
import type { Session } from './session';
import { tokenSession } from './token-session';

/** MSAL is loaded only where `/config.json` has a client id. */
export async function startSession({ demo, signIn }: Config): Promise<Session> {
  if (signIn === undefined) return tokenSession(demo?.token);
  const { microsoftSession } = await import('./microsoft-session');
  return microsoftSession(signIn);
}
