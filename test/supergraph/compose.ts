/** The three composers with one signature: SDL of subgraphs in, a supergraph and all messages out. */
import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithTheGuild } from '@theguild/federation-composition';
import { federateSubgraphs, LATEST_ROUTER_COMPATIBILITY_VERSION } from '@wundergraph/composition';
import { parse, print } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  /** The address of the subgraph, if a router will run. */
  readonly url?: string;
}

export interface Composed {
  /** Empty when the subgraphs do not compose. WunderGraph's is the schema that its router serves. */
  readonly supergraphSdl: string;
  /** Errors, warnings and hints of every level. */
  readonly problems: readonly string[];
  /**
   * What WunderGraph's router gets besides the schema: costs of the first subgraph, and where it requires a permission.
   */
  readonly routerConfiguration?: { readonly costs: unknown; readonly guarded: readonly string[] };
}

export const composers = ['apollo', 'the guild', 'wundergraph'] as const;
export type Composer = (typeof composers)[number];

export function compose(composer: Composer, subgraphs: readonly Subgraph[]): Composed {
  const services = subgraphs.map(({ name, sdl, url = `http://${name}.test/` }) => ({
    name,
    url,
    typeDefs: parse(sdl),
  }));
  switch (composer) {
    case 'apollo': {
      const { supergraphSdl = '', errors = [], hints = [] } = composeWithApollo(services);
      return { supergraphSdl, problems: [...errors.map(String), ...hints.map(String)] };
    }
    case 'the guild': {
      // It has no warnings.
      const { supergraphSdl = '', errors = [] } = composeWithTheGuild(services);
      return { supergraphSdl, problems: errors.map(String) };
    }
    case 'wundergraph': {
      const result = federateSubgraphs({
        subgraphs: services.map(({ name, url, typeDefs: definitions }) => ({ name, url, definitions })),
        version: LATEST_ROUTER_COMPATIBILITY_VERSION,
      });
      const warnings = result.warnings.map(({ message }) => message);
      if (!result.success) return { supergraphSdl: '', problems: [...result.errors.map(String), ...warnings] };
      const [first] = result.subgraphConfigBySubgraphName.values();
      const routerConfiguration = {
        costs: plain(first?.costs),
        guarded: result.fieldConfigurations
          .filter(({ requiresAuthentication, requiredScopes }) => requiresAuthentication || requiredScopes)
          .map(({ typeName, fieldName }) => `${typeName}.${fieldName}`),
      };
      return { supergraphSdl: print(result.federatedGraphAST), problems: warnings, routerConfiguration };
    }
  }
}

/** Maps as objects. */
function plain(value: unknown): unknown {
  const asObject = (_name: string, member: unknown): unknown =>
    member instanceof Map ? Object.fromEntries(member) : member;
  return JSON.parse(JSON.stringify(value, asObject));
}
