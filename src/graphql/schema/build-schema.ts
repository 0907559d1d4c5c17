/**
 * Resolver instances -> Federation v2 subgraph schema, and its SDL.
 *
 * type-graphql builds the schema from the decorated classes; @apollo/subgraph turns it into a subgraph that answers
 * `_service` and `_entities`. docs/adr/0002-type-graphql-and-federation.md says why there are two steps.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import {
  buildSchemaSync,
  createResolversMap,
  getMetadataStorage,
  type AuthChecker,
  type ClassType,
} from 'type-graphql';
import { graphPermissions } from '../../core/permissions.js';
import type { Access, TokenSource } from '../../core/token-source.js';
import type { RequestContext } from '../../summaries/request-context.js';
import type { CollectionAt, Resource } from '../../summaries/resource/resource.js';
import { resources } from '../../summaries/resources.js';
import { validateInput } from '../../summaries/schema/validate-input.js';
import { completeListsInSlices } from '../limits/response-slices.js';
import { checkResolvers } from './check-resolvers.js';
import { checkEntities, checkFields } from './check-schema.js';
import { copyExtensions } from './copy-extensions.js';
import { federationSdl, type Scopes } from './federation-sdl.js';
import type { InputClasses } from '../errors/explain-variables.js';
import { inputClassesOf } from './input-classes.js';
import { checkRepresentations } from './representations.js';

export interface SchemaParts {
  /** What the schema is made of; every kind of summary unless a test says otherwise. */
  readonly resources?: readonly Resource[];
  readonly collection: CollectionAt;
  readonly tokens: TokenSource;
  /** What `@requiresScopes` names; undefined leaves it and `@authenticated` out. */
  readonly scopes: Scopes | undefined;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** What `schema.graphql` holds and `_service { sdl }` answers. */
  readonly sdl: string;
  readonly inputClasses: InputClasses;
}

/** Throws with the name of what is wrong when a resource is incomplete. */
export function buildSchema({ resources: listed = resources, collection, tokens, scopes }: SchemaParts): Subgraph {
  // The token is looked at before the input: a caller without one learns nothing about the rules.
  const authChecker: AuthChecker<RequestContext, Access> = ({ context }, [access]) =>
    tokens.admit(context, access ?? 'write')?.then(() => true) ?? true;
  const instances = new Map(
    listed.flatMap((resource) => resource.resolvers(collection)).map((instance) => [instance.constructor, instance]),
  );
  const references = Object.fromEntries(
    listed.flatMap((resource) => Object.entries(resource.references?.(collection) ?? {})),
  );
  checkResolvers([...instances.keys()]);
  // Decorators of parameters run from the last to the first; the schema is to have them in the order of the code.
  getMetadataStorage().params.sort((a, b) => a.index - b.index);
  const schema = buildSchemaSync({
    resolvers: [...instances.keys()] as [ClassType],
    container: { get: (type: ClassType) => instances.get(type) },
    authChecker,
    validateFn: validateInput,
    // The schema is complete only after @apollo/subgraph has added the federation directives.
    skipCheck: true,
  });
  checkFields(schema);
  const { sdl, typeDefs } = federationSdl(schema, scopes);
  const resolvers = createResolversMap(schema);
  // The text that `schema.graphql` holds and the tests compose; its own answer has the federation's definitions in it.
  Object.assign(resolvers['Query'] ?? {}, { _service: () => ({ sdl }) });
  for (const [type, __resolveReference] of Object.entries(references)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference });
  }
  const subgraph = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  checkEntities(subgraph, schema, references);
  copyExtensions(schema, subgraph);
  checkRepresentations(subgraph);
  completeListsInSlices(subgraph);
  return { schema: subgraph, sdl, inputClasses: inputClassesOf(schema) };
}

/** The schema's shape alone, which nothing can be asked: for `schema.graphql` and for comparing with it. */
export function schemaShape(authorization: 'on' | 'off' = 'on', listed?: readonly Resource[]): Subgraph {
  return buildSchema({
    ...(listed === undefined ? {} : { resources: listed }),
    collection: () => {
      throw new Error('the shape of the schema has no Graph behind it');
    },
    tokens: undefined as never,
    scopes: authorization === 'on' ? graphPermissions : undefined,
  });
}
