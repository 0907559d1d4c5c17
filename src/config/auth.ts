/**
 * The part of the environment that says how callers are let in and how their rights reach Graph.
 *
 * In forward mode none of it counts: clusters set the AZURE_ variables for everybody, and Graph alone judges the tokens.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const authModes = ['forward', 'on-behalf-of', 'application'] as const;

/** With what the gateway proves to the authority who it is. */
export type CredentialConfig =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'federated-token-file'; readonly path: string }
  | {
      readonly kind: 'managed-identity';
      /** Of a user-assigned identity; the machine's own one without it. */
      readonly clientId?: string;
      /** What its token is asked for when it stands in for a secret. */
      readonly exchangeScope: string;
    };

/** Callers are verified here, and Graph gets a token that the authority gave to the gateway. */
export interface VerifyingAuthConfig {
  readonly mode: 'on-behalf-of' | 'application';
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: CredentialConfig;
  /** Origin of the authority. */
  readonly authorityHost: string;
  /** A host that Microsoft's libraries do not know is used as it is, without asking Microsoft about it. */
  readonly authorityKnown: boolean;
  readonly audiences: readonly string[];
  readonly tenants: readonly string[];
  readonly permissions: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** What is asked for when a token for Graph is asked for. */
  readonly scope: string;
}

export type AuthConfig = { readonly mode: 'forward' } | VerifyingAuthConfig;

export interface AuthEnvironment {
  readonly GRAPH_AUTH: (typeof authModes)[number];
  readonly GRAPH_BASE_URL: URL;
  readonly AZURE_TENANT_ID: string | undefined;
  readonly AZURE_CLIENT_ID: string | undefined;
  readonly AZURE_CLIENT_SECRET: string | undefined;
  readonly AZURE_CLIENT_CERTIFICATE_PATH: string | undefined;
  readonly AZURE_FEDERATED_TOKEN_FILE: string | undefined;
  readonly AUTH_MANAGED_IDENTITY: string | undefined;
  readonly AZURE_AUTHORITY_HOST: string;
  readonly AUTH_AUDIENCE: string | undefined;
  readonly AUTH_TENANTS: string | undefined;
  readonly AUTH_READ_PERMISSIONS: string;
  readonly AUTH_WRITE_PERMISSIONS: string;
  readonly GRAPH_SCOPE: string | undefined;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** RFC 6749, section 3.3, without the comma that separates. */
const word = /^[!#-+\--[\]-~]+$/;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Microsoft's clouds: the hosts that belong together, and whom a managed identity's token is made out to. */
const clouds = [
  {
    authorities: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com'],
    graphs: ['graph.microsoft.com'],
    exchange: 'api://AzureADTokenExchange',
  },
  {
    authorities: ['login.microsoftonline.us'],
    graphs: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
    exchange: 'api://AzureADTokenExchangeUSGov',
  },
  {
    authorities: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
    graphs: ['microsoftgraph.chinacloudapi.cn'],
    exchange: 'api://AzureADTokenExchangeChina',
  },
] as const;
type Cloud = (typeof clouds)[number];

/** Graph itself under all of its names: a token for it is no token for the gateway. */
const graphAudiences = ['00000003-0000-0000-c000-000000000000', ...clouds.flatMap(({ graphs }) => graphs)];

export function readAuth(env: AuthEnvironment): { auth: AuthConfig; problems: readonly string[] } {
  if (env.GRAPH_AUTH === 'forward') {
    // Whoever sets these believes that callers are checked.
    const idle = (['AUTH_MANAGED_IDENTITY', 'AUTH_AUDIENCE', 'AUTH_TENANTS', 'GRAPH_SCOPE'] as const)
      .filter((key) => env[key] !== undefined)
      .map((key) => `${key} needs GRAPH_AUTH=on-behalf-of or GRAPH_AUTH=application beside it`);
    return { auth: { mode: 'forward' }, problems: idle };
  }
  const problems: string[] = [];
  const tenantId = readGuid(env, 'AZURE_TENANT_ID', problems);
  const clientId = readGuid(env, 'AZURE_CLIENT_ID', problems);
  const { authorityHost, cloud } = readAuthority(env, problems);
  const audiences = readList(env, 'AUTH_AUDIENCE', problems) ?? [clientId, `api://${clientId}`];
  if (audiences.some((audience) => graphAudiences.some((name) => audience.toLowerCase().includes(name)))) {
    problems.push('AUTH_AUDIENCE needs to be the gateway; a token that is meant for Graph is not for others to accept');
  }
  const tenants = readList(env, 'AUTH_TENANTS', problems) ?? [tenantId];
  if (!tenants.every((tenant) => tenant === '' || guid.test(tenant))) {
    problems.push('AUTH_TENANTS needs tenant ids, as GUIDs separated by commas');
  }
  const { hostname, origin } = env.GRAPH_BASE_URL;
  const scope = env.GRAPH_SCOPE ?? `${loopback.test(hostname) ? 'https://graph.microsoft.com' : origin}/.default`;
  if (!word.test(scope)) problems.push('GRAPH_SCOPE needs one scope, as in https://graph.microsoft.com/.default');
  const auth: AuthConfig = {
    mode: env.GRAPH_AUTH,
    tenantId,
    clientId,
    credential: readCredential(env, cloud?.exchange ?? clouds[0].exchange, problems),
    authorityHost,
    authorityKnown: cloud !== undefined,
    audiences,
    tenants: tenants.map((tenant) => tenant.toLowerCase()),
    permissions: {
      read: readList(env, 'AUTH_READ_PERMISSIONS', problems) ?? [],
      write: readList(env, 'AUTH_WRITE_PERMISSIONS', problems) ?? [],
    },
    scope,
  };
  return { auth, problems };
}

function readGuid(env: AuthEnvironment, key: 'AZURE_TENANT_ID' | 'AZURE_CLIENT_ID', problems: string[]): string {
  const value = env[key];
  if (value !== undefined && guid.test(value)) return value.toLowerCase();
  problems.push(`${key} needs the GUID of the gateway's app registration, for GRAPH_AUTH=${env.GRAPH_AUTH}`);
  return '';
}

type ListKey = 'AUTH_AUDIENCE' | 'AUTH_TENANTS' | 'AUTH_READ_PERMISSIONS' | 'AUTH_WRITE_PERMISSIONS';

function readList(env: AuthEnvironment, key: ListKey, problems: string[]): readonly string[] | undefined {
  const items = env[key]?.split(',').map((item) => item.trim());
  if (items?.every((item) => word.test(item)) === false) {
    problems.push(`${key} needs words without spaces, separated by commas`);
  }
  return items;
}

function readAuthority(env: AuthEnvironment, problems: string[]): { authorityHost: string; cloud: Cloud | undefined } {
  const url = URL.parse(env.AZURE_AUTHORITY_HOST);
  if (url?.protocol !== 'https:' || url.pathname !== '/' || url.username || url.password || url.search || url.hash) {
    problems.push('AZURE_AUTHORITY_HOST needs https and a host alone, as in https://login.microsoftonline.com');
    return { authorityHost: '', cloud: undefined };
  }
  const cloud = clouds.find(({ authorities }) => (authorities as readonly string[]).includes(url.host));
  const { hostname } = env.GRAPH_BASE_URL;
  const cloudOfGraph = clouds.find(({ graphs }) => (graphs as readonly string[]).includes(hostname));
  if (cloudOfGraph !== undefined && cloudOfGraph !== cloud) {
    problems.push(
      `AZURE_AUTHORITY_HOST needs to belong to the cloud of GRAPH_BASE_URL, as https://${cloudOfGraph.authorities[0]}`,
    );
  }
  return { authorityHost: url.origin, cloud };
}

function readCredential(env: AuthEnvironment, exchange: string, problems: string[]): CredentialConfig {
  const keys = [
    'AZURE_CLIENT_SECRET',
    'AZURE_CLIENT_CERTIFICATE_PATH',
    'AZURE_FEDERATED_TOKEN_FILE',
    'AUTH_MANAGED_IDENTITY',
  ] as const;
  const [key, ...others] = keys.filter((name) => env[name] !== undefined);
  const value = key === undefined ? undefined : env[key];
  if (key === undefined || value === undefined) {
    problems.push(`AZURE_CLIENT_SECRET needs to be given, or one of: ${keys.slice(1).join(', ')}`);
    return { kind: 'secret', secret: '' };
  }
  if (others.length > 0)
    problems.push(`${key} needs to be alone: with ${others.join(', ')} it is not clear which counts`);
  switch (key) {
    case 'AZURE_CLIENT_SECRET':
      return { kind: 'secret', secret: value };
    case 'AZURE_CLIENT_CERTIFICATE_PATH':
      checkCertificate(value, problems);
      return { kind: 'certificate', path: value };
    case 'AZURE_FEDERATED_TOKEN_FILE':
      readable(key, value, problems);
      return { kind: 'federated-token-file', path: value };
    case 'AUTH_MANAGED_IDENTITY':
      if (value !== 'system' && !guid.test(value)) {
        problems.push(`${key} needs to be: system, or the client id of a user-assigned identity`);
      }
      return {
        kind: 'managed-identity',
        ...(value === 'system' ? {} : { clientId: value }),
        exchangeScope: `${exchange}/.default`,
      };
  }
}

function readable(key: string, path: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(`${key} needs the path of a file that can be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

function checkCertificate(path: string, problems: string[]): void {
  const pem = readable('AZURE_CLIENT_CERTIFICATE_PATH', path, problems);
  if (pem === undefined) return;
  try {
    const fits = new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem));
    if (fits) return;
  } catch {
    // What OpenSSL says about the file may hold pieces of it.
  }
  problems.push('AZURE_CLIENT_CERTIFICATE_PATH needs a PEM file with a certificate and its private key, unencrypted');
}
