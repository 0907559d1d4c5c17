/**
 * Hive Gateway enforcing `@authenticated` and `@requiresScopes` for Entra's tokens, in on-behalf-of or application
 * mode.
 *
 * It looks for scopes in the claim `scope`. Entra writes those of a user into `scp`, and an application's into `roles`.
 */
import type { GatewayConfig } from '@graphql-hive/gateway-runtime';
import { createRemoteJWKSet, jwtVerify } from 'jose';

export interface TokenIssuer {
  /** As in `https://login.microsoftonline.com/{tenant id}`. */
  readonly authority: string;
  /** The client id of this subgraph's registration. */
  readonly audience: string;
}

export type Authorization = NonNullable<GatewayConfig['genericAuth']>;

export function entraScopes({ authority, audience }: TokenIssuer): Authorization {
  const keys = createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`));
  return {
    mode: 'protect-granular',
    async resolveUserFn({ request }) {
      const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
      if (token === undefined) return null;
      const options = { issuer: `${authority}/v2.0`, audience };
      return jwtVerify(token, keys, options).then(
        ({ payload }) => payload,
        () => null,
      );
    },
    extractScopes: (claims: { scp?: string; roles?: string[] } | null) => [
      ...(claims?.scp?.split(' ') ?? []),
      ...(claims?.roles ?? []),
    ],
  };
}
