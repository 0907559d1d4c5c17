/** What the parts of the authority share, and what they have heard. */
import type { Registration } from './directory.js';
import type { AuthorityQuirks } from './quirks.js';
import type { SigningKey, SigningKeys } from './signing-keys.js';

/** One request to a token endpoint, with its secrets: this is what tests look at, and nothing that logs does. */
export interface TokenRequest {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface AuthorityState {
  /** As in `https://localhost:4002`. */
  readonly root: () => string;
  /** The first is where tokens belong to when nothing else is said. */
  readonly tenants: readonly string[];
  readonly registration: Registration;
  /** Of callers' tokens. */
  readonly keys: SigningKeys;
  /** Of tokens for Graph, which outlive the rotation of the others. */
  readonly graphKey: SigningKey;
  readonly quirks: AuthorityQuirks;
  readonly requests: TokenRequest[];
  /** Paths of the documents and keys that were read. */
  readonly reads: string[];
}
