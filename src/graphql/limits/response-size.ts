/**
 * Estimates the size of a response from the operation and its variables alone: names and aliases count for each row
 * that a list may have. Values count if they are known: `__typename`, the SDL, and the key of an entity, which its
 * representation contains. Any other value counts as `null`, the shortest one that is always possible.
 *
 * The document is valid and within the limits, so its selections are at most 1,000 with every fragment expanded.
 */
import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Rows } from '../../summaries/schema/cost.js';

export interface ResponseSize {
  /** In JSON. */
  readonly bytes: number;
  /** Objects, lists and scalars. */
  readonly values: number;
}

export interface ResponseSizes {
  /** For these variables, which may not fit the schema. */
  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): ResponseSize;
  /** Whatever the variables: every list is full, nothing is skipped. */
  largest(document: DocumentNode, operation: OperationDefinitionNode): ResponseSize;
}

export interface KnownValues {
  /** Bytes of `_service { sdl }`. */
  readonly sdlBytes: number;
  /** Bytes of all keys that one request can contain, limited by the length of a request body. */
  readonly maxKeyBytes: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** `{"data":…}` and the line break. */
const envelopeBytes = 12;
/** `"":` and a comma. */
const memberBytes = 4;
const nullBytes = 4;
const none: ResponseSize = { bytes: 0, values: 0 };

export function responseSizes(schema: GraphQLSchema, known: KnownValues): ResponseSizes {
  const sizeOf = (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables | undefined,
  ): ResponseSize => {
    const root = schema.getRootType(operation.operation);
    if (root == null) return none;
    const { bytes, values } = new Estimate(schema, document, variables, known).ofObject(root, [operation.selectionSet]);
    return { bytes: envelopeBytes + bytes, values };
  };
  return {
    of: (document, operation, variables) => sizeOf(document, operation, withDefaults(operation, variables)),
    largest: (document, operation) => sizeOf(document, operation, undefined),
  };
}

function withDefaults({ variableDefinitions }: OperationDefinitionNode, variables: Variables): Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of variableDefinitions ?? []) {
    if (defaultValue !== undefined) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return { ...defaults, ...variables };
}

class Estimate {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    /** Undefined: any type. */
    private readonly variables: Variables | undefined,
    private readonly known: KnownValues,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  /** `keyBytes`: of its `id`, if known. */
  ofObject(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], keyBytes?: number): ResponseSize {
    const fields = new Map<string, FieldNode[]>();
    for (const selectionSet of selectionSets) this.#collect(type, selectionSet, fields);
    let bytes = 2;
    let values = 1;
    for (const [key, nodes] of fields) {
      const size = this.#ofField(type, nodes, keyBytes);
      bytes += key.length + memberBytes + size.bytes;
      values += size.values;
    }
    return { bytes, values };
  }

  #ofField(type: GraphQLObjectType, nodes: readonly FieldNode[], keyBytes: number | undefined): ResponseSize {
    const [node] = nodes as [FieldNode];
    const name = node.name.value;
    if (name === '__typename') return { bytes: type.name.length + 2, values: 1 };
    if (name === 'sdl' && type.name === '_Service') return { bytes: this.known.sdlBytes, values: 1 };
    if (name === 'id' && keyBytes !== undefined) return { bytes: Math.max(keyBytes, nullBytes), values: 1 };
    const field = type.getFields()[name];
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    // Introspection returns the schema, whose size does not depend on variables.
    if (field === undefined || selectionSets.length === 0) return { bytes: nullBytes, values: 1 };
    if (name === '_entities') return this.#ofEntities(field, node, selectionSets);
    const below = this.#ofAny(getNamedType(field.type), selectionSets);
    const rows = field.extensions['rows'] as Rows | undefined;
    return rows === undefined ? below : times(this.#count(rows, node), below);
  }

  /** The largest of the possible types. */
  #ofAny(type: unknown, selectionSets: readonly SelectionSetNode[], keyBytes?: number): ResponseSize {
    if (isObjectType(type)) return this.ofObject(type, selectionSets, keyBytes);
    if (!isAbstractType(type)) return { bytes: nullBytes, values: 1 };
    let { bytes, values } = none;
    for (const possible of this.schema.getPossibleTypes(type)) {
      const size = this.ofObject(possible, selectionSets, keyBytes);
      bytes = Math.max(bytes, size.bytes);
      values = Math.max(values, size.values);
    }
    return { bytes, values };
  }

  /** The size of an object depends on its key, so the keys of one type count with their average length. */
  #ofEntities(
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    selectionSets: readonly SelectionSetNode[],
  ): ResponseSize {
    const rows = field.extensions['rows'] as Rows;
    if (this.variables === undefined) {
      return times(rows.max, this.#ofAny(getNamedType(field.type), selectionSets, this.known.maxKeyBytes / rows.max));
    }
    const representations = this.#argument(rows.argument ?? '', node);
    const groups = new Map<string, { count: number; keyBytes: number }>();
    for (const each of Array.isArray(representations) ? (representations as unknown[]) : [representations]) {
      const { __typename, id } = (each ?? {}) as { readonly __typename?: unknown; readonly id?: unknown };
      const group = groups.get(String(__typename)) ?? { count: 0, keyBytes: 0 };
      group.count += 1;
      group.keyBytes += typeof id === 'string' ? Buffer.byteLength(JSON.stringify(id)) : nullBytes;
      groups.set(String(__typename), group);
    }
    let { bytes, values } = times(0, none);
    for (const [name, { count, keyBytes }] of groups) {
      const type = this.schema.getType(name);
      const one = isObjectType(type)
        ? this.ofObject(type, selectionSets, keyBytes / count)
        : { bytes: nullBytes, values: 1 };
      const all = times(count, one);
      bytes += all.bytes;
      values += all.values;
    }
    return { bytes, values };
  }

  #collect(type: GraphQLObjectType, { selections }: SelectionSetNode, fields: Map<string, FieldNode[]>): void {
    for (const node of selections) {
      if (this.#isLeftOut(node.directives ?? [])) continue;
      if (node.kind === Kind.FIELD) {
        const key = (node.alias ?? node.name).value;
        const others = fields.get(key);
        if (others === undefined) fields.set(key, [node]);
        else others.push(node);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (fragment !== undefined && this.#applies(fragment.typeCondition?.name.value, type)) {
        this.#collect(type, fragment.selectionSet, fields);
      }
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const other = this.schema.getType(condition);
    return isAbstractType(other) && this.schema.isSubType(other, type);
  }

  #isLeftOut(directives: readonly DirectiveNode[]): boolean {
    if (this.variables === undefined) return false;
    return directives.some(({ name, arguments: args = [] }) => {
      const [condition] = args;
      const wanted = name.value === 'skip' ? true : name.value === 'include' ? false : undefined;
      return wanted !== undefined && condition !== undefined && this.#valueOf(condition.value) === wanted;
    });
  }

  #count({ argument, fallback, max }: Rows, node: FieldNode): number {
    if (argument === undefined) return fallback;
    if (this.variables === undefined) return max;
    const value = this.#argument(argument, node);
    const count = Array.isArray(value) ? value.length : typeof value === 'number' ? value : fallback;
    return Math.min(Math.max(0, count), max);
  }

  #argument(name: string, { arguments: args = [] }: FieldNode): unknown {
    const argument = args.find((each) => each.name.value === name);
    return argument === undefined ? undefined : this.#valueOf(argument.value);
  }

  #valueOf(node: NonNullable<FieldNode['arguments']>[number]['value']): unknown {
    return valueFromASTUntyped(node, this.variables);
  }
}

/** A list: two brackets, and a comma for each item. */
function times(count: number, { bytes, values }: ResponseSize): ResponseSize {
  return { bytes: 2 + count * (bytes + 1), values: 1 + count * values };
}
