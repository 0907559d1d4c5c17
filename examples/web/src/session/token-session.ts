import { sessionStore, type Session } from './session';

/** Keeps a token in memory: it is gone with the tab, and no other page can read it. What it permits is not known. */
export function tokenSession(initial: string | undefined): Session {
  let token = initial;
  const { state, subscribe, update } = sessionStore({ isSignedIn: token !== undefined, mayWrite: token !== undefined });
  return {
    kind: initial === undefined ? 'token' : 'demo',
    authorization: () => Promise.resolve(token === undefined ? undefined : `Bearer ${token}`),
    useToken(given) {
      token = given;
      update({ isSignedIn: true, signIns: state().signIns + 1, mayWrite: true });
    },
    microsoft: undefined,
    state,
    subscribe,
  };
}
