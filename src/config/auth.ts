/**
 * How callers are verified, and with whose permissions Graph is called: `GRAPH_AUTH` and the keys that depend on it.
 *
 * `auth/` takes these types as they are. In forward mode only Graph judges tokens, so the `AZURE_` variables, which
 * clusters set for every process, are not read.
 */
import { clouds, cloudOfAuthority, cloudOfGraph, graphAudiences, type Cloud } from './clouds.js';
import { readCredential, type CredentialConfig } from './credential.js';
import type { Environment } from './environment.js';
import { isGuid, isLoopback } from './validators.js';

export type AuthConfig = { readonly mode: 'forward' } | VerifyingAuthConfig;

/** Callers are verified here, and Graph receives a token that the authority issued to the gateway. */
export interface VerifyingAuthConfig extends Registration {
  readonly mode: 'on-behalf-of' | 'application';
  /** Audiences that a caller's token may have. */
  readonly audiences: readonly string[];
  /** Tenants that callers may come from. */
  readonly tenants: readonly string[];
  /** A caller's token needs one of these to read, and one of those to write. */
  readonly permissions: CallerPermissions;
  /** Scope of the tokens for Graph. */
  readonly scope: string;
}

export interface CallerPermissions {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** The gateway's app registration, and the authority that knows it. */
export interface Registration {
  readonly tenantId: string;
  readonly clientId: string;
  /** May hold a secret: never logged. */
  readonly credential: CredentialConfig;
  /** Origin of the authority. */
  readonly authorityHost: string;
  /** False for a host that Microsoft's libraries do not know. Such a host is used without asking Microsoft about it. */
  readonly authorityKnown: boolean;
}

/** RFC 6749, section 3.3, without the comma that separates. */
const scopeToken = /^[!#-+\--[\]-~]+$/;
const publicGraph = 'https://graph.microsoft.com';

/** After a problem the result is incomplete and must not be used. */
export function readAuth(env: Partial<Environment>, problems: string[]): AuthConfig {
  const { GRAPH_AUTH: mode } = env;
  // Already reported. The other checks depend on the mode.
  if (mode === undefined) return { mode: 'forward' };
  return mode === 'forward' ? { mode } : readVerifying(mode, env, problems);
}

function readVerifying(
  mode: VerifyingAuthConfig['mode'],
  env: Partial<Environment>,
  problems: string[],
): VerifyingAuthConfig {
  const tenantId = readGuid(env, 'AZURE_TENANT_ID', 'the tenant of ', problems);
  const clientId = readGuid(env, 'AZURE_CLIENT_ID', '', problems);
  const { authorityHost, cloud } = readAuthority(env, problems);
  return {
    mode,
    tenantId,
    clientId,
    credential: readCredential(env, (cloud ?? clouds[0]).exchange, problems),
    authorityHost,
    authorityKnown: cloud !== undefined,
    audiences: readAudiences(env, clientId, problems),
    tenants: readTenants(env, problems) ?? [tenantId],
    permissions: {
      read: readList(env, 'AUTH_READ_PERMISSIONS', problems) ?? [],
      write: readList(env, 'AUTH_WRITE_PERMISSIONS', problems) ?? [],
    },
    scope: readScope(env, problems),
  };
}

function readGuid(
  env: Partial<Environment>,
  key: 'AZURE_TENANT_ID' | 'AZURE_CLIENT_ID',
  of: string,
  problems: string[],
): string {
  const value = env[key];
  if (value !== undefined && isGuid(value)) return value.toLowerCase();
  problems.push(`${key} must be the GUID of ${of}the gateway's app registration when GRAPH_AUTH is ${env.GRAPH_AUTH}`);
  return '';
}

function readAuthority(env: Partial<Environment>, problems: string[]): { authorityHost: string; cloud?: Cloud } {
  const url = URL.parse(env.AZURE_AUTHORITY_HOST ?? '');
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.username || url.password || url.search || url.hash) {
    problems.push(
      'AZURE_AUTHORITY_HOST must be an https URL with a host only, as in https://login.microsoftonline.com',
    );
    return { authorityHost: '' };
  }
  const cloud = cloudOfAuthority(url.host);
  const needed = env.GRAPH_BASE_URL && cloudOfGraph(env.GRAPH_BASE_URL.hostname);
  if (needed !== undefined && needed !== cloud) {
    problems.push(
      `AZURE_AUTHORITY_HOST must be in the cloud of GRAPH_BASE_URL, as in https://${needed.authorities[0]}`,
    );
  }
  return { authorityHost: url.origin, ...(cloud ? { cloud } : {}) };
}

function readAudiences(env: Partial<Environment>, clientId: string, problems: string[]): readonly string[] {
  const audiences = readList(env, 'AUTH_AUDIENCE', problems) ?? [clientId, `api://${clientId}`];
  if (audiences.some((audience) => graphAudiences.some((graph) => audience.toLowerCase().includes(graph)))) {
    problems.push(
      'AUTH_AUDIENCE must be a name of the gateway, not of Graph: tokens that were issued for Graph are not accepted',
    );
  }
  return audiences;
}

function readTenants(env: Partial<Environment>, problems: string[]): readonly string[] | undefined {
  const tenants = env.AUTH_TENANTS?.split(',').map((tenant) => tenant.trim().toLowerCase());
  if (tenants?.every(isGuid) === false) problems.push('AUTH_TENANTS must be tenant ids: GUIDs, separated by commas');
  return tenants;
}

type ListKey = 'AUTH_AUDIENCE' | 'AUTH_READ_PERMISSIONS' | 'AUTH_WRITE_PERMISSIONS';

function readList(env: Partial<Environment>, key: ListKey, problems: string[]): readonly string[] | undefined {
  const items = env[key]?.split(',').map((item) => item.trim());
  if (items?.every((item) => scopeToken.test(item)) === false) {
    problems.push(`${key} must be values without spaces, separated by commas`);
  }
  return items;
}

function readScope({ GRAPH_SCOPE, GRAPH_BASE_URL: graph }: Partial<Environment>, problems: string[]): string {
  if (GRAPH_SCOPE === undefined) return `${graph && !isLoopback(graph) ? graph.origin : publicGraph}/.default`;
  if (!scopeToken.test(GRAPH_SCOPE)) problems.push(`GRAPH_SCOPE must be one scope, as in ${publicGraph}/.default`);
  return GRAPH_SCOPE;
}
