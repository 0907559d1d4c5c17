/** Who is signed in. The rest of the dashboard knows this interface alone; how people sign in differs between deployments. */
export interface Session {
  /** The value of the `Authorization` header; undefined while signed out. */
  authorization(): Promise<string | undefined>;
  /** What the person sees at the top: the demo has a bar of its own. */
  readonly kind: 'demo' | 'token' | 'microsoft';
  /** A token that the person has obtained elsewhere; only in a deployment without a sign-in. */
  useToken(token: string): void;
  /** Only where `/config.json` has a client id. */
  readonly microsoft: MicrosoftSignIn | undefined;
  /** For React's `useSyncExternalStore`. */
  readonly state: () => SessionState;
  readonly subscribe: (changed: () => void) => () => void;
}

export interface SessionState {
  readonly isSignedIn: boolean;
  /** How often a person has signed in, or has given a token: what was refused before may be tried again. */
  readonly signIns: number;
  /** Undefined for a token from elsewhere, which the page does not read. */
  readonly account: { readonly id: string; readonly name: string } | undefined;
  readonly mayWrite: boolean;
  /** The authority wants a further proof, and an operation waits for it. */
  readonly proof: Proof | undefined;
}

export interface Proof {
  /** The browser lets no window open but in a click. */
  readonly isBlocked: boolean;
  readonly openWindow: () => void;
  readonly cancel: () => void;
}

export interface MicrosoftSignIn {
  readonly scopes: readonly string[];
  /** Opens a window, so it must run in a click. Rejects with a {@link SignInError}. */
  withWindow(): Promise<void>;
  /** Leaves the page, and comes back to it. */
  withRedirect(): Promise<void>;
  signOut(): Promise<void>;
  /** A token that has these claims, for an operation that was refused without them. */
  readonly tokenWith: (claims: string) => Promise<string>;
  /** What a redirect has brought back. */
  readonly failedBefore: SignInError | undefined;
}

export type SignInFault = 'blocked' | 'not granted' | 'closed' | 'replaced' | 'failed';

export class SignInError extends Error {
  override readonly name = 'SignInError';
  constructor(
    readonly fault: SignInFault,
    message: string,
  ) {
    super(message);
  }
}

const signedOut: SessionState = {
  isSignedIn: false,
  signIns: 0,
  account: undefined,
  mayWrite: false,
  proof: undefined,
};

/** A state that React can subscribe to. */
export function sessionStore(initial: Partial<SessionState> = {}) {
  let state = { ...signedOut, ...initial };
  const listeners = new Set<() => void>();
  return {
    state: (): SessionState => state,
    update: (changes: Partial<SessionState>): void => {
      state = { ...state, ...changes };
      for (const changed of listeners) changed();
    },
    subscribe: (changed: () => void): (() => void) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
