/**
 * A small Entra for one application: it signs in the user that is named, and answers the grants of a middle tier over TLS.
 *
 * People run it beside the emulated Graph (`npm start -- --auth=on-behalf-of`), tests drive @azure/identity and MSAL
 * against it. Its certificate is made at each start; a client trusts it by `NODE_EXTRA_CA_CERTS`, or in the same process
 * by {@link trustInThisProcess}. Browsers cannot sign in at it: tokens of callers come from {@link Authority}.
 */
import type { AddressInfo } from 'node:net';
import { appToken, userToken, type AppTokenOptions, type Issuing, type UserTokenOptions } from './caller-tokens.js';
import { selfSignedCertificate } from './certificate.js';
import { demoRegistration, demoTenantId, otherTenantId, type Registration } from './directory.js';
import { graphIdentityOf, type GraphIdentity } from './graph-tokens.js';
import { createServer } from './http-server.js';
import { defaultAuthorityQuirks, type AuthorityQuirks } from './quirks.js';
import { createSigningKey, SigningKeys, type SigningKey } from './signing-keys.js';
import type { AuthorityState, TokenRequest } from './state.js';

export * from './directory.js';
export { authorityQuirkDescriptions, parseAuthorityQuirk } from './quirks.js';
export { createSigningKey } from './signing-keys.js';
export { trustInThisProcess } from './trust.js';
export type { AppTokenOptions, AuthorityQuirks, GraphIdentity, SigningKey, TokenRequest, UserTokenOptions };

export interface Authority {
  /** Its origin, as `AZURE_AUTHORITY_HOST` wants it: `https://localhost:4002`. */
  readonly url: string;
  readonly port: number;
  /** PEM, for clients to trust. */
  readonly caCertificate: string;
  readonly registration: Registration;
  readonly tenantId: string;
  /** Requests to token endpoints, with their secrets. */
  readonly requests: readonly TokenRequest[];
  /** Paths of the discovery documents and keys that were read. */
  readonly reads: readonly string[];
  /** Written to at any time, from the next request on. */
  readonly quirks: AuthorityQuirks;
  /** What signs now, private half included. */
  readonly signingKey: SigningKey;
  readonly publicKeyPem: string;
  /** A new key signs from now on. Without the old one in the published set, older tokens are worth nothing. */
  rotateKeys(options: { keepOld: boolean }): Promise<void>;
  issueUserToken(options: UserTokenOptions): Promise<string>;
  issueAppToken(options?: AppTokenOptions): Promise<string>;
  /** Of an `Authorization` header that carries a Graph token of this authority; undefined for any other. */
  graphIdentityOf(authorization: string): Promise<GraphIdentity | undefined>;
  stop(): Promise<void>;
}

export interface AuthorityOptions {
  /** Loopback; the certificate is for `localhost` and 127.0.0.1. */
  readonly host?: string;
  /** 0 is any free port. */
  readonly port?: number;
  /** Its name for clients that reach it through something else, at the port of HTTPS. */
  readonly publicName?: string;
  readonly tenants?: readonly [string, ...string[]];
  readonly registration?: Readonly<Partial<Registration>>;
  readonly quirks?: Readonly<Partial<AuthorityQuirks>>;
}

export async function startAuthority({
  host = '127.0.0.1',
  port = 0,
  publicName,
  tenants = [demoTenantId, otherTenantId],
  registration: registered = {},
  quirks: given = {},
}: AuthorityOptions = {}): Promise<Authority> {
  const [certificate, keys, graphKey] = await Promise.all([
    selfSignedCertificate(publicName),
    SigningKeys.create(),
    createSigningKey(),
  ]);
  const registration = { ...demoRegistration, ...registered };
  const quirks = { ...defaultAuthorityQuirks, ...given };
  let url = '';
  const state: AuthorityState = {
    root: () => url,
    tenants,
    registration,
    keys,
    graphKey,
    quirks,
    requests: [],
    reads: [],
  };
  const server = createServer(state, certificate);
  await server.listen({ host, port });
  const { port: boundPort } = server.server.address() as AddressInfo;
  url = publicName === undefined ? `https://localhost:${boundPort}` : `https://${publicName}`;
  const issuing = (): Issuing => ({ root: url, defaultTenantId: tenants[0], registration, key: keys.current });
  return {
    url,
    port: boundPort,
    caCertificate: certificate.cert,
    registration,
    tenantId: tenants[0],
    requests: state.requests,
    reads: state.reads,
    quirks,
    get signingKey() {
      return keys.current;
    },
    get publicKeyPem() {
      return keys.current.publicKeyPem;
    },
    rotateKeys: (options) => keys.rotate(options),
    issueUserToken: (options) => userToken(issuing(), options),
    issueAppToken: (options = {}) => appToken(issuing(), options),
    graphIdentityOf: (authorization) => graphIdentityOf(graphKey, authorization),
    stop: () => server.close(),
  };
}
