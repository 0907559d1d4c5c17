/**
 * The bearer token of a call to the emulated Graph: whether it exists, was issued for Graph, and satisfies the current
 * policy.
 */
import { GraphRefusalError } from './answers.js';
import type { GraphIdentity } from '../entra/graph-tokens.js';
import type { Quirks } from './quirks.js';

export type { GraphIdentity };

/** The identity behind an `Authorization` header; undefined if there is none. */
export type AcceptToken = (authorization: string) => Promise<GraphIdentity | undefined>;

export interface Bearer {
  readonly authorization: string | undefined;
  /** Any token is accepted. */
  readonly anybody: boolean;
  readonly identity: GraphIdentity | undefined;
}

/** The claims of a challenge of the emulated Graph, before base64: a token that is newer than a change of policy. */
export const challengedClaims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';

const authorizationUri = 'authorization_uri="https://login.example/oauth2/authorize"';

export function checkBearer({ authorization = '', anybody, identity }: Bearer, quirks: Quirks): void {
  if (!/^bearer +\S/i.test(authorization)) throw refused('Access token is empty.');
  if (!anybody && identity === undefined) throw refused('Access token validation failure.');
  if (quirks.claimsChallenge > 0) {
    quirks.claimsChallenge -= 1;
    throw refused(
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies',
      `, error="insufficient_claims", claims="${Buffer.from(challengedClaims).toString('base64')}"`,
    );
  }
}

function refused(message: string, challenge = ''): GraphRefusalError {
  return new GraphRefusalError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", ${authorizationUri}${challenge}`,
  });
}
