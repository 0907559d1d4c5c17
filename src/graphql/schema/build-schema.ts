/**
 * Resolver instances -> Federation v2 subgraph schema, and its SDL.
 *
 * type-graphql builds the schema from the decorated classes; @apollo/subgraph turns it into a subgraph that answers
 * `_service` and `_entities`. docs/adr/0002-type-graphql-and-federation.md explains the two steps.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, getMetadataStorage, type ClassType } from 'type-graphql';
import type { Audit } from '../../core/audit.js';
import { graphPermissions } from '../../core/permissions.js';
import type { TokenSource } from '../../core/token-source.js';
import type { CollectionAt, Resource } from '../../summaries/resource/resource.js';
import { resources } from '../../summaries/resources.js';
import { completeListsInSlices } from '../limits/response-slices.js';
import { checkResolvers } from './check-resolvers.js';
import { checkEntities, checkFields } from './check-schema.js';
import { copyExtensions } from './copy-extensions.js';
import { describeSchema } from './describe-schema.js';
import { entityKeys } from './entity-keys.js';
import { federationSdl, type Scopes } from './federation-sdl.js';
import type { InputClasses } from '../errors/variable-problems.js';
import { inputClassesOf } from './input-classes.js';
import { useOwnResolvers } from './own-resolvers.js';
import { checkRepresentations } from './representations.js';

export interface SchemaParts {
  /** The resources of the schema; every kind of summary unless a test says otherwise. */
  readonly resources?: readonly Resource[];
  readonly collection: CollectionAt;
  readonly tokens: TokenSource;
  /** Undefined if writes are not audited. */
  readonly audit?: Audit | undefined;
  /** The permissions in `@requiresScopes`; undefined omits it and `@authenticated`. */
  readonly scopes: Scopes | undefined;
}

export interface Subgraph {
  readonly schema: GraphQLSchema;
  /** The text of `schema.graphql`, which `_service { sdl }` returns. */
  readonly sdl: string;
  readonly inputClasses: InputClasses;
}

/** Throws an error that names the problem if a resource is incomplete. */
export function buildSchema({
  resources: listed = resources,
  collection,
  tokens,
  audit,
  scopes,
}: SchemaParts): Subgraph {
  const instances = listed.flatMap((resource) => resource.resolvers(collection));
  const classes = instances.map((instance) => instance.constructor as ClassType);
  const references = Object.fromEntries(
    listed.flatMap((resource) => Object.entries(resource.references?.(collection) ?? {})),
  );
  checkResolvers(classes);
  // Decorators of parameters run from the last to the first; the schema keeps the order of the code.
  getMetadataStorage().params.sort((a, b) => a.index - b.index);
  const schema = buildSchemaSync({
    resolvers: classes as [ClassType],
    // own-resolvers.ts validates.
    validate: false,
    // The schema is complete only after @apollo/subgraph has added the federation directives.
    skipCheck: true,
  });
  checkFields(schema);
  useOwnResolvers(schema, instances, (operation, access, field) => {
    const admitted = tokens.admit(operation, access);
    return audit === undefined || access === 'read' ? admitted : audit.orDenied(admitted, field, operation);
  });
  const { sdl, typeDefs } = federationSdl(schema, scopes);
  const resolvers = createResolversMap(schema);
  // The text of `schema.graphql`, which the tests compose. The subgraph's own schema also contains the federation
  // definitions.
  Object.assign(resolvers['Query'] ?? {}, { _service: () => ({ sdl }) });
  for (const [type, __resolveReference] of Object.entries(references)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference });
  }
  const subgraph = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  const keys = entityKeys(typeDefs);
  checkEntities(keys, schema, references);
  copyExtensions(schema, subgraph);
  describeSchema(subgraph);
  checkRepresentations(subgraph, keys);
  completeListsInSlices(subgraph);
  return { schema: subgraph, sdl, inputClasses: inputClassesOf(schema) };
}

/** The schema without executable resolvers: for `schema.graphql` and for comparing with it. */
export function schemaShape(authorization: 'on' | 'off' = 'on', listed?: readonly Resource[]): Subgraph {
  return buildSchema({
    ...(listed === undefined ? {} : { resources: listed }),
    collection: () => {
      throw new Error('this schema has no connection to Graph');
    },
    tokens: undefined as never,
    scopes: authorization === 'on' ? graphPermissions : undefined,
  });
}
