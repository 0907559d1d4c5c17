/**
 * The tenant's reports in memory, as the tree that containment makes of them.
 *
 * A node holds its children, so that deleting a parent deletes what it contains, and no child is reachable but below
 * its own parent.
 */
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
  readonly #accounts: Collection;

  constructor(seed: readonly TreeNode[]) {
    this.#accounts = collectionOf(seed);
  }

  /** The collection below these parents, outermost first; undefined when one of them does not exist. */
  collection(parents: readonly string[]): Collection | undefined {
    return parents.reduce<Collection | undefined>((collection, id) => collection?.get(id)?.children, this.#accounts);
  }

  rows(...parents: string[]): Row[] {
    return [...(this.collection(parents)?.values() ?? [])].map(({ row }) => row);
  }

  /** A copy that later writes leave alone. */
  tree(): TreeNode[] {
    return copyOf(this.#accounts);
  }
}

function collectionOf(nodes: readonly TreeNode[]): Collection {
  return new Map(nodes.map(({ row, children }) => [row.id, { row, children: collectionOf(children) }]));
}

function copyOf(collection: Collection): TreeNode[] {
  return [...collection.values()].map(({ row, children }) => ({ row, children: copyOf(children) }));
}
