/** The authority's directory: tenants, the gateway's registration, and users, which are created when they are named. */
import { createHash } from 'node:crypto';

/** Obviously fake, the same at every start. Tokens differ, because the signing keys are created at each start. */
export const demoTenantId = '11111111-1111-4111-8111-111111111111';
export const otherTenantId = '22222222-2222-4222-8222-222222222222';
export const demoClientId = '33333333-3333-4333-8333-333333333333';
export const demoClientSecret = 'demo-secret-that-opens-nothing';
export const graphResource = 'https://graph.microsoft.com';
/** The application that users sign in to, and that calls the gateway for them. */
export const callingClientId = '44444444-4444-4444-8444-444444444444';

/** The gateway's registration. */
export interface Registration {
  readonly clientId: string;
  readonly secret: string;
  /** The App ID URI, which is the audience of v1.0 tokens. */
  readonly applicationIdUri: string;
  /** PEM of the certificates that may sign client assertions. */
  readonly certificates: readonly string[];
  /** The issuer and subject of tokens that stand for the gateway, as those of a workload identity. */
  readonly federatedIdentities: readonly FederatedIdentity[];
  /** On Graph, delegated: `scp` of tokens on behalf of a user. */
  readonly graphScopes: readonly string[];
  /** On Graph, of the application itself: `roles` of its tokens. */
  readonly graphRoles: readonly string[];
}

export interface FederatedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKeyPem: string;
}

export const demoRegistration: Registration = {
  clientId: demoClientId,
  secret: demoClientSecret,
  applicationIdUri: `api://${demoClientId}`,
  certificates: [],
  federatedIdentities: [],
  graphScopes: ['DeviceManagementConfiguration.ReadWrite.All'],
  graphRoles: ['DeviceManagementConfiguration.ReadWrite.All'],
};

export interface User {
  readonly name: string;
  readonly oid: string;
  readonly userPrincipalName: string;
}

/** The same name is the same user in one tenant, and a different user in another. */
export function userNamed(name: string, tenantId: string): User {
  return { name, oid: guidOf(`user ${name} ${tenantId}`), userPrincipalName: `${name}@contoso.example` };
}

/** The object of an application in a tenant. */
export const servicePrincipalOf = (clientId: string, tenantId: string): string =>
  guidOf(`application ${clientId} ${tenantId}`);

/** Entra's `sub` differs for each application, so it must not be used as the user's id. */
export const pairwiseSubject = (oid: string, audience: string): string =>
  createHash('sha256').update(`${oid} ${audience}`).digest('base64url');

function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
