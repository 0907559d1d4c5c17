/** What a person has agreed to. */
import type { Person } from './people.js';
import type { Requested } from './scopes.js';

/** Until the application redeems its code, and then its refresh tokens. */
export interface SignIn {
  readonly person: Person;
  readonly tenantId: string;
  readonly requested: Requested;
  readonly nonce: string | undefined;
  /** The claims request, as JSON. */
  readonly claims: string | undefined;
}

export interface Code extends SignIn {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiresAt: number;
}
