/**
 * Resolver instances -> Federation v2 subgraph schema, and its SDL.
 *
 * type-graphql builds the schema from the decorated classes; @apollo/subgraph turns it into a subgraph that answers
 * `_service` and `_entities`. docs/adr/0002-type-graphql-and-federation.md tells why there are two steps.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type AuthChecker } from 'type-graphql';
import { graphPermissions } from '../../core/permissions.js';
import type { Access, TokenSource } from '../../core/token-source.js';
import { ManagedDeviceResolver, UserResolver } from '../../summaries/account/account-summary.joins.js';
import type { AccountSummaryResource } from '../../summaries/account/account-summary.resource.js';
import type { CategorySummaryResource } from '../../summaries/category/category-summary.resource.js';
import { CategorySummaryResolver } from '../../summaries/category/category-summary.resolver.js';
import type { StateSummaryResource } from '../../summaries/state/state-summary.resource.js';
import { StateSummaryResolver } from '../../summaries/state/state-summary.resolver.js';
import { resolveAccountSummaryReference } from '../../summaries/account/account-summary.reference.js';
import { AccountSummaryResolver } from '../../summaries/account/account-summary.resolver.js';
import { resolveStubReference } from '../../summaries/schema/joins.type.js';
import type { RequestContext } from '../../summaries/request-context.js';
import { federationSdl, type Scopes } from './federation-sdl.js';
import { checkRepresentations } from './representations.js';
import { validateInput } from '../../summaries/schema/validate-input.js';
import { copyFieldCosts } from './field-costs.js';

export interface SchemaParts {
  readonly accountSummaries: AccountSummaryResource;
  readonly categorySummaries: CategorySummaryResource;
  readonly stateSummaries: StateSummaryResource;
  readonly tokens: TokenSource;
  /** What `@requiresScopes` names; undefined leaves it and `@authenticated` out. */
  readonly scopes: Scopes | undefined;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** What `schema.graphql` holds and `_service { sdl }` answers. */
  readonly sdl: string;
}

export function buildSchema(parts: SchemaParts): Subgraph {
  const { accountSummaries, categorySummaries, stateSummaries, tokens, scopes } = parts;
  // The token is looked at before the input: whoever has none learns nothing about the rules.
  const authChecker: AuthChecker<RequestContext, Access> = ({ context }, [access]) =>
    tokens.admit(context, access ?? 'write')?.then(() => true) ?? true;
  const schema = buildSchemaSync({
    resolvers: [
      AccountSummaryResolver,
      CategorySummaryResolver,
      StateSummaryResolver,
      ManagedDeviceResolver,
      UserResolver,
    ],
    container: instances(
      [AccountSummaryResolver, new AccountSummaryResolver(accountSummaries, categorySummaries)],
      [CategorySummaryResolver, new CategorySummaryResolver(categorySummaries, stateSummaries)],
      [StateSummaryResolver, new StateSummaryResolver(stateSummaries)],
      [ManagedDeviceResolver, new ManagedDeviceResolver(accountSummaries)],
      [UserResolver, new UserResolver(accountSummaries)],
    ),
    authChecker,
    validateFn: validateInput,
    // The schema is complete only after @apollo/subgraph has added the federation directives.
    skipCheck: true,
  });
  const { sdl, typeDefs } = federationSdl(schema, scopes);
  const resolvers = createResolversMap(schema);
  // The text that `schema.graphql` holds and the tests compose; its own answer has the federation's definitions in it.
  Object.assign(resolvers['Query'] ?? {}, { _service: () => ({ sdl }) });
  const references = {
    MacOSSoftwareUpdateAccountSummary: resolveAccountSummaryReference(accountSummaries),
    ManagedDevice: resolveStubReference,
    User: resolveStubReference,
  };
  for (const [type, __resolveReference] of Object.entries(references)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference });
  }
  const subgraph = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  copyFieldCosts(schema, subgraph);
  checkRepresentations(subgraph);
  return { schema: subgraph, sdl };
}

/** The schema's shape alone, with nobody behind the resolvers: for `schema.graphql` and for comparing with it. */
export function schemaShape(authorization: 'on' | 'off' = 'on'): Subgraph {
  const nobody = undefined as never;
  return buildSchema({
    accountSummaries: nobody,
    categorySummaries: nobody,
    stateSummaries: nobody,
    tokens: nobody,
    scopes: authorization === 'on' ? graphPermissions : undefined,
  });
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
