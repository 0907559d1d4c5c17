/** The shared state of the authority's parts, and the requests that they have received. */
import type { Registration } from './directory.js';
import type { AuthorityQuirks } from './quirks.js';
import type { Code, SignIn } from './sign-in/sign-in.js';
import type { SigningKey, SigningKeys } from './signing-keys.js';

/** One request to a token endpoint, with its secrets: for tests only, never for a log. */
export interface TokenRequest {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface AuthorityState {
  /** As in `https://localhost:4002`. */
  readonly root: () => string;
  /** The first one is the default tenant. */
  readonly tenants: readonly string[];
  readonly registration: Registration;
  /** Of callers' tokens. */
  readonly keys: SigningKeys;
  /** Of tokens for Graph; these keys are not replaced with the others. */
  readonly graphKey: SigningKey;
  readonly quirks: AuthorityQuirks;
  readonly requests: TokenRequest[];
  /** Paths of the documents and keys that were read. */
  readonly reads: string[];
  /** Of single-page applications, until they are redeemed. */
  readonly codes: Map<string, Code>;
  readonly refreshTokens: Map<string, SignIn>;
}
