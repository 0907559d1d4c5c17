/**
 * The tenant in memory: each outermost collection, as the tree of its contained objects.
 *
 * A node holds its children, so that deleting a parent deletes what it contains, and a child is reachable only below
 * its own parent.
 */
import type { EntityType } from './entity-type.js';
import type { Row } from './entity.js';

export interface TreeNode {
  readonly row: Row;
  /** By the navigation property that holds them; a missing one is empty. */
  readonly children: Readonly<Record<string, readonly TreeNode[]>>;
}

export interface StoredNode {
  row: Row;
  /** One collection for each type that the node may contain. */
  readonly children: ReadonlyMap<EntityType, Collection>;
}

/** In order of creation. */
export type Collection = Map<string, StoredNode>;

/** A parent object, and the collection that leads from it. */
export interface Parent {
  readonly id: string;
  readonly child: EntityType;
}

export class Store {
  /** Every creation so far, as it was answered. */
  readonly created: Row[] = [];
  readonly #outermost: ReadonlyMap<EntityType, Collection>;

  constructor(seed: Iterable<readonly [EntityType, readonly TreeNode[]]>) {
    this.#outermost = new Map([...seed].map(([type, nodes]) => [type, collectionOf(type, nodes)]));
  }

  /** The collection below these parents, outermost first; undefined if one of them does not exist. */
  collection(root: EntityType, parents: readonly Parent[]): Collection | undefined {
    return parents.reduce(
      (collection, { id, child }) => collection?.get(id)?.children.get(child),
      this.#outermost.get(root),
    );
  }

  rows(root: EntityType, ...parents: Parent[]): Row[] {
    return [...(this.collection(root, parents)?.values() ?? [])].map(({ row }) => row);
  }

  /** A copy that later writes do not change. */
  tree(root: EntityType): TreeNode[] {
    return copyOf(this.#outermost.get(root) ?? new Map<string, StoredNode>());
  }
}

export function nodeOf(type: EntityType, row: Row, children: TreeNode['children'] = {}): StoredNode {
  return {
    row,
    children: new Map(type.children.map((child) => [child, collectionOf(child, children[child.collection] ?? [])])),
  };
}

function collectionOf(type: EntityType, nodes: readonly TreeNode[]): Collection {
  return new Map(nodes.map(({ row, children }) => [row.id, nodeOf(type, row, children)]));
}

function copyOf(collection: Collection): TreeNode[] {
  return [...collection.values()].map(({ row, children }) => ({
    row,
    children: Object.fromEntries([...children].map(([child, nodes]) => [child.collection, copyOf(nodes)])),
  }));
}
