/**
 * The tenant in memory: each outermost collection, as the tree that containment makes of it.
 *
 * A node holds its children, so that deleting a parent deletes what it contains, and no child is reachable but below
 * its own parent.
 */
import type { EntityType } from './entity-types.js';
import type { Row } from './entity.js';

export interface TreeNode {
  readonly row: Row;
  readonly children: readonly TreeNode[];
}

export interface StoredNode {
  row: Row;
  readonly children: Collection;
}

/** In order of creation. */
export type Collection = Map<string, StoredNode>;

export class Store {
  readonly #outermost: ReadonlyMap<EntityType, Collection>;

  constructor(seed: Iterable<readonly [EntityType, readonly TreeNode[]]>) {
    this.#outermost = new Map([...seed].map(([type, nodes]) => [type, collectionOf(nodes)]));
  }

  /** The collection below these parents, outermost first; undefined when one of them does not exist. */
  collection(root: EntityType, parents: readonly string[]): Collection | undefined {
    return parents.reduce((collection, id) => collection?.get(id)?.children, this.#outermost.get(root));
  }

  rows(root: EntityType, ...parents: string[]): Row[] {
    return [...(this.collection(root, parents)?.values() ?? [])].map(({ row }) => row);
  }

  /** A copy that later writes leave alone. */
  tree(root: EntityType): TreeNode[] {
    return copyOf(this.#outermost.get(root) ?? new Map<string, StoredNode>());
  }
}

function collectionOf(nodes: readonly TreeNode[]): Collection {
  return new Map(nodes.map(({ row, children }) => [row.id, { row, children: collectionOf(children) }]));
}

function copyOf(collection: Collection): TreeNode[] {
  return [...collection.values()].map(({ row, children }) => ({ row, children: copyOf(children) }));
}
