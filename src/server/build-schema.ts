/**
 * Resolver instances -> Federation v2 subgraph schema, and its SDL.
 *
 * type-graphql builds the schema from the decorated classes; @apollo/subgraph turns it into a subgraph that answers
 * `_service` and `_entities`. docs/adr/0002-type-graphql-and-federation.md tells why there are two steps.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type AuthChecker } from 'type-graphql';
import type { Access, TokenSource } from '../graph/token-source.js';
import type { AccountSummaryResource } from '../summaries/account/account-summary.resource.js';
import { resolveAccountSummaryReference } from '../summaries/account/account-summary.reference.js';
import { AccountSummaryResolver } from '../summaries/account/account-summary.resolver.js';
import type { RequestContext } from '../summaries/shared/request-context.js';
import { validateInput } from '../summaries/shared/validate-input.js';

export interface SchemaParts {
  readonly accountSummaries: AccountSummaryResource;
  readonly tokens: TokenSource;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** What `schema.graphql` holds and `_service { sdl }` answers. */
  readonly sdl: string;
}

const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;

export function buildSchema({ accountSummaries, tokens }: SchemaParts): Subgraph {
  // The token is looked at before the input: whoever has none learns nothing about the rules.
  const authChecker: AuthChecker<RequestContext, Access> = async ({ context }, [access]) => {
    await tokens.admit(context.caller, access ?? 'write');
    return true;
  };
  const schema = buildSchemaSync({
    resolvers: [AccountSummaryResolver],
    container: instances([AccountSummaryResolver, new AccountSummaryResolver(accountSummaries)]),
    authChecker,
    validateFn: validateInput,
    // The schema is complete only after @apollo/subgraph has added the federation directives.
    skipCheck: true,
  });
  const sdl = `${federationLink}\n\n${printSchemaWithDirectives(schema)}\n`;
  const typeDefs: DocumentNode = parse(sdl);
  const resolvers = {
    ...createResolversMap(schema),
    // Plain properties have no resolvers of their own, so this is the type's only entry.
    MacOSSoftwareUpdateAccountSummary: { __resolveReference: resolveAccountSummaryReference(accountSummaries) },
  };
  return { schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]), sdl };
}

type Constructor = abstract new (...parts: never[]) => object;

function instances(...entries: [Constructor, object][]): { get(type: unknown): object } {
  const map = new Map<unknown, object>(entries);
  return {
    get(type) {
      const instance = map.get(type);
      if (instance === undefined) throw new Error('a resolver class has no instance');
      return instance;
    },
  };
}
