/**
 * The plan of an operation: what graphql-js determines for every object of every execution, determined once.
 *
 * An operation has no plan if it has something that depends on variables or on values: directives on selections,
 * interfaces and unions, objects with `isTypeOf`. Neither have introspection, subscriptions and the response key
 * `__proto__`, which is not a property like others.
 */
import {
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limits } from '../limits/limits.js';

export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly root: ObjectPlan;
}

/** The fields of one object, in the order of the response. */
export type ObjectPlan = readonly FieldPlan[];

export interface FieldPlan {
  /** The response key. */
  readonly key: string;
  /** The value of `__typename`; undefined for any other field. */
  readonly typename: string | undefined;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** A leaf without a resolver and arguments: a property of its object. */
  readonly isProperty: boolean;
  /** All selections with this response key. */
  readonly nodes: readonly FieldNode[];
  readonly shape: Shape;
}

/** What becomes of a resolved value. */
export type Shape = { readonly nonNull: boolean } & (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'list'; readonly item: Shape }
  | { readonly kind: 'object'; readonly fields: ObjectPlan }
);

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** Undefined if the operation cannot have a plan. Its document is valid. */
export function planOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  operation: OperationDefinitionNode,
): OperationPlan | undefined {
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  const root = new Planner(fragments).object(rootType, [operation.selectionSet]);
  return root && { operation, fragments, root };
}

/** Each method returns undefined for what cannot have a plan. */
class Planner {
  #selections = 0;

  constructor(private readonly fragments: Fragments) {}

  object(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): ObjectPlan | undefined {
    if (type.isTypeOf != null) return undefined;
    const nodesOf = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const each of selectionSets) if (!this.#collect(type, each, nodesOf, spread)) return undefined;
    const fields: FieldPlan[] = [];
    for (const [key, nodes] of nodesOf) {
      const field = this.#field(type, key, nodes);
      if (field === undefined) return undefined;
      fields.push(field);
    }
    return fields;
  }

  /** Adds the fields of the object by their response keys. A fragment counts once, as in graphql-js. */
  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodesOf: Map<string, FieldNode[]>,
    spread: Set<string>,
  ): boolean {
    for (const node of selections) {
      this.#selections += 1;
      // The limits of documents reject more than this; the size of a plan must not depend on them.
      if (this.#selections > limits.selections || (node.directives?.length ?? 0) > 0) return false;
      if (node.kind === Kind.FIELD) {
        const key = (node.alias ?? node.name).value;
        const others = nodesOf.get(key);
        if (others === undefined) nodesOf.set(key, [node]);
        else others.push(node);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(node.name.value)) continue;
        spread.add(node.name.value);
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.fragments[node.name.value] : node;
      const condition = fragment?.typeCondition?.name.value ?? type.name;
      if (fragment === undefined || condition !== type.name) return false;
      if (!this.#collect(type, fragment.selectionSet, nodesOf, spread)) return false;
    }
    return true;
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan | undefined {
    const name = nodes[0]?.name.value ?? '';
    const isTypename = name === TypeNameMetaFieldDef.name;
    const definition = isTypename ? TypeNameMetaFieldDef : parentType.getFields()[name];
    if (definition === undefined || key === '__proto__') return undefined;
    const shape = this.#shape(definition.type, nodes);
    if (shape === undefined) return undefined;
    return {
      key,
      typename: isTypename ? parentType.name : undefined,
      parentType,
      definition,
      isProperty: shape.kind === 'leaf' && definition.resolve == null && definition.args.length === 0,
      nodes: Object.freeze(nodes),
      shape,
    };
  }

  #shape(type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape | undefined {
    const nonNull = isNonNullType(type);
    const nullable = getNullableType(type);
    if (isLeafType(nullable)) return { kind: 'leaf', nonNull, type: nullable };
    if (isListType(nullable)) {
      const item = this.#shape(nullable.ofType, nodes);
      return item && { kind: 'list', nonNull, item };
    }
    if (!isObjectType(nullable)) return undefined;
    const fields = this.object(
      nullable,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
    return fields && { kind: 'object', nonNull, fields };
  }
}
