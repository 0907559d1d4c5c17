/** The local authority of `npm start`, what the gateway has to know of it, and the people who are signed in there. */
import { startAuthority, trustInThisProcess } from '../emulator/entra/index.js';
import type { AcceptToken } from '../emulator/graph/index.js';
import type { Arguments, AuthMode } from './arguments.js';

/** A working day, so that a token need not be replaced meanwhile. */
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
      // The response to a pasted request has the claims challenge in full.
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

/** A person's own set-up of Azure stays out of the demo. An empty variable counts as absent. */
const nothingElse = {
  AZURE_CLIENT_CERTIFICATE_PATH: '',
  AZURE_FEDERATED_TOKEN_FILE: '',
  AUTH_MANAGED_IDENTITY: '',
  AUTH_AUDIENCE: '',
  AUTH_TENANTS: '',
  GRAPH_SCOPE: '',
};
