/**
 * The local authority of `npm start`, the settings with which the gateway uses it, and the users who are signed in
 * there.
 */
import { callingClientId, startAuthority, trustInThisProcess, type Authority } from '../emulator/entra/index.js';
import type { AcceptToken } from '../emulator/graph/index.js';
import type { Arguments, AuthMode } from './arguments.js';
import type { SignInConfiguration } from './dashboard.js';
import type { StandInPorts } from './ports.js';

/** A working day, so that a token lasts until the evening. */
const callerTokenSeconds = 8 * 60 * 60;

const writePermission = 'MacUpdates.ReadWrite.All';

export interface SignedIn {
  readonly authorityUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly acceptToken: AcceptToken;
  readonly writerToken: string;
  readonly readerToken: string;
  /** With `--web`: how the dashboard signs people in. */
  readonly dashboard: SignInConfiguration | undefined;
  stop(): Promise<void>;
}

export async function signIn(
  mode: Exclude<AuthMode, 'forward'>,
  { AUTHORITY_PORT: port, SIGN_IN_PORT: plainPort }: StandInPorts,
  { authorityQuirks: quirks, web }: Arguments,
): Promise<SignedIn> {
  const authority = await startAuthority({ port, quirks, ...(web ? { plainPort } : {}) });
  trustInThisProcess(authority);
  const { registration, tenantId, url } = authority;
  const tokenOf = (user: string, permission: string): Promise<string> =>
    authority.issueUserToken({
      user,
      scopes: [permission],
      expiresInSeconds: callerTokenSeconds,
      // Pasted commands show claims challenges in full.
      claims: { xms_cc: ['CP1'] },
    });
  return {
    authorityUrl: url,
    environment: {
      ...nothingElse,
      GRAPH_AUTH: mode,
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: registration.clientId,
      AZURE_CLIENT_SECRET: registration.secret,
      AZURE_AUTHORITY_HOST: url,
      AUTH_READ_PERMISSIONS: `MacUpdates.Read.All,${writePermission}`,
      AUTH_WRITE_PERMISSIONS: writePermission,
    },
    acceptToken: (authorization) => authority.graphIdentityOf(authorization),
    writerToken: await tokenOf('ada', writePermission),
    readerToken: await tokenOf('grace', 'MacUpdates.Read.All'),
    dashboard: dashboardOf(authority),
    stop: () => authority.stop(),
  };
}

/**
 * The registration of the dashboard. MSAL accepts only an authority with https, but the endpoints may be others: so no
 * person has to trust a certificate.
 */
export function dashboardOf({ plain, url, tenantId, registration }: Authority): SignInConfiguration | undefined {
  if (plain === undefined) return undefined;
  return {
    clientId: callingClientId,
    authority: `${url}/${tenantId}`,
    authorityMetadata: plain.metadata,
    connectTo: plain.url,
    scopes: [`${registration.applicationIdUri}/.default`],
    writePermissions: [writePermission],
  };
}

/** The user's own Azure variables must not reach the demo. An empty variable counts as absent. */
const nothingElse = {
  AZURE_CLIENT_CERTIFICATE_PATH: '',
  AZURE_FEDERATED_TOKEN_FILE: '',
  AUTH_MANAGED_IDENTITY: '',
  AUTH_AUDIENCE: '',
  AUTH_TENANTS: '',
  GRAPH_SCOPE: '',
};
