/**
 * Measures the selections of a document with every fragment expanded, in time linear in the document: a fragment is
 * measured once, however often it is spread, and selections are never compared with each other.
 */
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { beyond, limits } from './limits.js';

/** The size of a selection set, with fragments expanded. */
interface Extent {
  /** Levels of fields. */
  readonly depth: number;
  /** Levels of fields below `__schema` or `__type`. */
  readonly introspectionDepth: number;
  /** Fields of the first level. */
  readonly fields: number;
  /** Fields, spreads and inline fragments of all levels. */
  readonly selections: number;
  /** Fields of all levels that return the SDL. */
  readonly sdls: number;
}

const nothing: Extent = { depth: 0, introspectionDepth: 0, fields: 0, selections: 0, sdls: 0 };

/** The problem of the selections, or undefined. */
export function faultOfSelections(document: DocumentNode): string | undefined {
  const ruler = new Ruler(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    const extent = isOperation ? ruler.extentOf(definition.selectionSet) : ruler.extentOfFragment(definition);
    if (ruler.foundCycle) return 'A fragment of the document contains itself.';
    const fault =
      // Validation also follows unused fragments. The depth of a fragment depends on where it is spread.
      faultOfSize(extent, ruler.mostRepetitions) ?? (isOperation ? faultOfOperation(extent) : undefined);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Operations with their fields, spreads and inline fragments, with fragments expanded. The document has no fault. */
export function expandedSize(document: DocumentNode): number {
  const ruler = new Ruler(document);
  let size = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) size += 1 + ruler.extentOf(definition.selectionSet).selections;
  }
  return size;
}

function faultOfSize({ selections }: Extent, mostRepetitions: number): string | undefined {
  return (
    beyond(limits.repetitions, mostRepetitions, (count) => `A selection set has the same field ${count} times`) ??
    beyond(
      limits.selections,
      selections,
      (count) => `The document has ${count} fields and fragments, counted wherever they are used`,
    )
  );
}

function faultOfOperation({ depth, introspectionDepth, fields, sdls }: Extent): string | undefined {
  return (
    beyond(limits.depth, depth, (count) => `The document is ${count} fields deep`) ??
    beyond(limits.introspectionDepth, introspectionDepth, (count) => `The introspection is ${count} fields deep`) ??
    beyond(limits.rootFields, fields, (count) => `An operation has ${count} root fields`) ??
    beyond(limits.sdls, sdls, (count) => `An operation requests the SDL ${count} times`)
  );
}

class Ruler {
  foundCycle = false;
  mostRepetitions = 0;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #measured = new Map<FragmentDefinitionNode, Extent | 'being measured'>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      // Of two fragments with the same name the last one counts, as in graphql-js.
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  extentOfFragment(fragment: FragmentDefinitionNode): Extent {
    const known = this.#measured.get(fragment);
    if (known === 'being measured') {
      this.foundCycle = true;
      return nothing;
    }
    if (known !== undefined) return known;
    this.#measured.set(fragment, 'being measured');
    const extent = this.extentOf(fragment.selectionSet);
    this.#measured.set(fragment, extent);
    return extent;
  }

  /** `repetitions` counts each field by its response key, and each spread by its name. */
  extentOf({ selections: nodes }: SelectionSetNode, repetitions = new Map<string, number>()): Extent {
    let { depth, introspectionDepth, fields, selections, sdls } = nothing;
    for (const node of nodes) {
      const extent = this.#extentOfNode(node, repetitions);
      depth = Math.max(depth, extent.depth);
      introspectionDepth = Math.max(introspectionDepth, extent.introspectionDepth);
      fields += extent.fields;
      selections += 1 + extent.selections;
      sdls += extent.sdls;
    }
    return { depth, introspectionDepth, fields, selections, sdls };
  }

  #extentOfNode(node: SelectionNode, repetitions: Map<string, number>): Extent {
    if (node.kind === Kind.INLINE_FRAGMENT) return this.extentOf(node.selectionSet, repetitions);
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      this.#count(`...${node.name.value}`, repetitions);
      const fragment = this.#fragments.get(node.name.value);
      return fragment === undefined ? nothing : this.extentOfFragment(fragment);
    }
    this.#count((node.alias ?? node.name).value, repetitions);
    const below = node.selectionSet === undefined ? nothing : this.extentOf(node.selectionSet);
    const { selections } = below;
    const sdls = below.sdls + (node.name.value === 'sdl' ? 1 : 0);
    if (node.name.value === '__schema' || node.name.value === '__type') {
      const introspectionDepth = 1 + Math.max(below.depth, below.introspectionDepth);
      return { depth: 1, introspectionDepth, fields: 1, selections, sdls };
    }
    return { depth: 1 + below.depth, introspectionDepth: below.introspectionDepth, fields: 1, selections, sdls };
  }

  #count(key: string, repetitions: Map<string, number>): void {
    const count = (repetitions.get(key) ?? 0) + 1;
    repetitions.set(key, count);
    this.mostRepetitions = Math.max(this.mostRepetitions, count);
  }
}
