import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Session } from './session';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There must be a session above this component.');
  return session;
}

export function useIsSignedIn(): boolean {
  const { subscribe, isSignedIn } = useSession();
  return useSyncExternalStore(subscribe, isSignedIn);
}
