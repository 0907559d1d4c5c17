/** What a kind of summary adds to the schema. */
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphCollection } from '../../graph/graph-collection.js';
import type { RequestContext } from '../request-context.js';

/** A collection of Graph by its path below the root. */
export type CollectionAt = (path: string) => GraphCollection;

/** Resolves the key that another subgraph holds to the object, or to null if Graph has none. */
export type ReferenceResolver = (
  reference: never,
  context: RequestContext,
  info: GraphQLResolveInfo,
) => object | null | Promise<object | null>;

export interface Resource {
  /** Instances of classes with `@Resolver`; their inputs and types are added with them. */
  resolvers(collection: CollectionAt): readonly object[];
  /** By the name of the entity. Every type with `@key` needs one. */
  references?(collection: CollectionAt): Readonly<Record<string, ReferenceResolver>>;
}
