/**
 * Who is signed in. The rest of the dashboard knows this interface alone: a sign-in with Microsoft Entra is another
 * implementation of it.
 */
export interface Session {
  /** The value of the `Authorization` header; undefined while signed out. */
  authorization(): Promise<string | undefined>;
  /** What the person sees at the top: the demo has a bar of its own. */
  readonly kind: 'demo' | 'token';
  /** Accepts a token that the person has obtained elsewhere. */
  useToken(token: string): void;
  /** For React's `useSyncExternalStore`. */
  readonly isSignedIn: () => boolean;
  readonly subscribe: (changed: () => void) => () => void;
}

/** Keeps a token in memory: it is gone with the tab, and no other page can read it. */
export function tokenSession(initial: string | undefined): Session {
  let token = initial;
  const listeners = new Set<() => void>();
  return {
    kind: initial === undefined ? 'token' : 'demo',
    authorization: () => Promise.resolve(token === undefined ? undefined : `Bearer ${token}`),
    useToken(given) {
      token = given;
      for (const changed of listeners) changed();
    },
    isSignedIn: () => token !== undefined,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
