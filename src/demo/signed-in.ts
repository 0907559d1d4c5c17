/**
 * The local authority of `npm start`, the settings with which the gateway uses it, and the users who are signed in
 * there.
 */
import { startAuthority, trustInThisProcess } from '../emulator/entra/index.js';
import type { AcceptToken } from '../emulator/graph/index.js';
import type { Arguments, AuthMode } from './arguments.js';

/** A working day, so that a token lasts until the evening. */
const callerTokenSeconds = 8 * 60 * 60;

export interface SignedIn {
  readonly authorityUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly acceptToken: AcceptToken;
  readonly writerToken: string;
  readonly readerToken: string;
  stop(): Promise<void>;
}

export async function signIn(
  mode: Exclude<AuthMode, 'forward'>,
  port: number,
  { authorityQuirks: quirks }: Arguments,
): Promise<SignedIn> {
  const authority = await startAuthority({ port, quirks });
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
      AUTH_READ_PERMISSIONS: 'MacUpdates.Read.All,MacUpdates.ReadWrite.All',
      AUTH_WRITE_PERMISSIONS: 'MacUpdates.ReadWrite.All',
    },
    acceptToken: (authorization) => authority.graphIdentityOf(authorization),
    writerToken: await tokenOf('ada', 'MacUpdates.ReadWrite.All'),
    readerToken: await tokenOf('grace', 'MacUpdates.Read.All'),
    stop: () => authority.stop(),
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
