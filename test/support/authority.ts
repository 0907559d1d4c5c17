/** A gateway in on-behalf-of or application mode, with a local authority over real TLS, over an emulated Graph. */
import { demoClientSecret, startAuthority, trustInThisProcess } from '../../src/emulator/entra/index.js';
import type { Authority, AuthorityOptions, GraphIdentity } from '../../src/emulator/entra/index.js';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { gatewayOver, type Answer, type TestGateway } from './start.js';

export type Mode = 'on-behalf-of' | 'application';

export const writer = 'MacUpdates.ReadWrite.All';
export const reader = 'MacUpdates.Read.All';

export interface Verified extends TestGateway {
  readonly authority: Authority;
  readonly graph: Emulator;
  /** As a user whose token allows writing. */
  as(user: string, query: string, variables?: object): Promise<Answer>;
  with(token: string, query: string, variables?: object): Promise<Answer>;
  /** The user of each call to Graph, as the authority that issued the tokens reports it. */
  graphIdentities(): Promise<(GraphIdentity | undefined)[]>;
}

export const environmentOf = (mode: Mode, authority: Authority): Record<string, string> => ({
  GRAPH_AUTH: mode,
  AZURE_TENANT_ID: authority.tenantId,
  AZURE_CLIENT_ID: authority.registration.clientId,
  AZURE_CLIENT_SECRET: demoClientSecret,
  AZURE_AUTHORITY_HOST: authority.url,
});

export async function verifiedGateway(
  mode: Mode,
  environment: Record<string, string | undefined> = {},
  { graphUrl, ...options }: AuthorityOptions & { readonly graphUrl?: string } = {},
): Promise<Verified> {
  const authority = await startAuthority(options);
  trustInThisProcess(authority);
  const graph = await startEmulator({ macs: 3, acceptToken: (header) => authority.graphIdentityOf(header) });
  const all = { ...environmentOf(mode, authority), ...environment };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const gateway = await gatewayOver(graphUrl ?? graph.url, Object.fromEntries(given));
  const withToken = (token: string, query: string, variables: object = {}): Promise<Answer> =>
    gateway.send(query, variables, { authorization: `Bearer ${token}` });
  return {
    ...gateway,
    authority,
    graph,
    with: withToken,
    as: async (user, query, variables) =>
      withToken(await authority.issueUserToken({ user, scopes: [writer] }), query, variables),
    graphIdentities: () =>
      Promise.all(graph.requests.map(({ headers }) => authority.graphIdentityOf(String(headers['authorization'])))),
    async stop() {
      await gateway.stop();
      await graph.stop();
      await authority.stop();
    },
  };
}

export const listQuery = '{ macOSSoftwareUpdateAccountSummaries(first: 2) { nodes { id } } }';
