/**
 * A small Entra for one application: it signs in any named user, and answers the grants of a middle tier over TLS.
 *
 * People run it with the emulated Graph (`npm start -- --auth=on-behalf-of`), and tests use it with @azure/identity and
 * MSAL. Its certificate is created at each start; a client trusts it by `NODE_EXTRA_CA_CERTS`, or in the same process
 * by {@link trustInThisProcess}. Tests get callers' tokens from {@link Authority}; a page signs people in at sign-in/.
 */
import type { AddressInfo } from 'node:net';
import { appToken, userToken, type AppTokenOptions, type Issuing, type UserTokenOptions } from './caller-tokens.js';
import { selfSignedCertificate } from './certificate.js';
import { demoRegistration, demoTenantId, otherTenantId, type Registration } from './directory.js';
import { graphIdentityOf, type GraphIdentity } from './graph-tokens.js';
import { createPlainServer, createServer } from './http-server.js';
import { discoveryDocument } from './issuers.js';
import { defaultAuthorityQuirks, type AuthorityQuirks } from './quirks.js';
import { createSigningKey, SigningKeys, type SigningKey } from './signing-keys.js';
import type { AuthorityState, TokenRequest } from './state.js';

export * from './directory.js';
export { authorityQuirkDescriptions, parseAuthorityQuirk } from './quirks.js';
export { createSigningKey } from './signing-keys.js';
export { trustInThisProcess } from './trust.js';
export type { AppTokenOptions, AuthorityQuirks, GraphIdentity, SigningKey, TokenRequest, UserTokenOptions };

export interface Authority {
  /** Its origin, in the form of `AZURE_AUTHORITY_HOST`: `https://localhost:4002`. */
  readonly url: string;
  readonly port: number;
  /** Where a browser reaches it without a certificate, and its discovery document there; only with a `plainPort`. */
  readonly plain: { readonly url: string; readonly metadata: object } | undefined;
  /** PEM, which clients must trust. */
  readonly caCertificate: string;
  readonly registration: Registration;
  readonly tenantId: string;
  /** Requests to token endpoints, with their secrets. */
  readonly requests: readonly TokenRequest[];
  /** Paths of the discovery documents and keys that were read. */
  readonly reads: readonly string[];
  /** May be changed at any time, with effect from the next request on. */
  readonly quirks: AuthorityQuirks;
  /** The current signing key, with its private half. */
  readonly signingKey: SigningKey;
  readonly publicKeyPem: string;
  /** A new key signs from now on. If the old one is removed from the published set, older tokens become invalid. */
  rotateKeys(options: { keepOld: boolean }): Promise<void>;
  /** Refresh tokens become invalid, as after a change of a password. */
  endSessions(): void;
  issueUserToken(options: UserTokenOptions): Promise<string>;
  issueAppToken(options?: AppTokenOptions): Promise<string>;
  /** The identity of an `Authorization` header with a Graph token of this authority; otherwise undefined. */
  graphIdentityOf(authorization: string): Promise<GraphIdentity | undefined>;
  stop(): Promise<void>;
}

export interface AuthorityOptions {
  /** Loopback; the certificate is for `localhost` and 127.0.0.1. */
  readonly host?: string;
  /** 0 is any free port. */
  readonly port?: number;
  /** A second port, without TLS. */
  readonly plainPort?: number;
  /** Its name for clients that reach it through something else, at the port of HTTPS. */
  readonly publicName?: string;
  readonly tenants?: readonly [string, ...string[]];
  readonly registration?: Readonly<Partial<Registration>>;
  readonly quirks?: Readonly<Partial<AuthorityQuirks>>;
}

export async function startAuthority({
  host = '127.0.0.1',
  port = 0,
  plainPort,
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
    codes: new Map(),
    refreshTokens: new Map(),
  };
  const server = createServer(state, certificate);
  await server.listen({ host, port });
  const { port: boundPort } = server.server.address() as AddressInfo;
  url = publicName === undefined ? `https://localhost:${boundPort}` : `https://${publicName}`;
  const plainServer = createPlainServer(state);
  const plain =
    plainPort === undefined ? undefined : await listenPlainly(plainServer, { host, port: plainPort }, url, tenants[0]);
  const issuing = (): Issuing => ({ root: url, defaultTenantId: tenants[0], registration, key: keys.current });
  return {
    url,
    port: boundPort,
    plain,
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
    endSessions: () => state.refreshTokens.clear(),
    issueUserToken: (options) => userToken(issuing(), options),
    issueAppToken: (options = {}) => appToken(issuing(), options),
    graphIdentityOf: (authorization) => graphIdentityOf(graphKey, authorization),
    async stop() {
      await Promise.all([server.close(), plainServer.close()]);
    },
  };
}

async function listenPlainly(
  server: ReturnType<typeof createPlainServer>,
  options: { readonly host: string; readonly port: number },
  root: string,
  tenant: string,
): Promise<NonNullable<Authority['plain']>> {
  await server.listen(options);
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  return { url, metadata: discoveryDocument(root, tenant, '2.0', url) };
}
