/**
 * Completes long lists of a response in slices. graphql-js completes a list of available items in one go: 250,000
 * values, the limit of a response, take 150 to 300 ms. An item that is a promise is completed when it resolves, so the
 * items of a long list become promises that resolve slice by slice, in the turns of core/turns.ts.
 */
import {
  defaultFieldResolver,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { turnFor } from '../../core/turns.js';

/** About 1 µs for each value, in the units of core/turns.ts. */
const unitsPerValue = 30;
/** About 4 ms; a list with fewer values is completed at once. */
const longList = 4_000;
const valuesPerSlice = 1_000;

/** Call this when the fields have their resolvers. */
export function completeListsInSlices(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type))) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) => {
        const result: unknown = resolve(source, args, context, info);
        return result instanceof Promise
          ? result.then((items: unknown) => inSlices(items, info))
          : inSlices(result, info);
      };
    }
  }
}

function inSlices(items: unknown, info: GraphQLResolveInfo): unknown {
  if (!Array.isArray(items) || items.length < 2) return items;
  const values = valuesBelow(info);
  if (items.length * values < longList) return items;
  const sliceLength = Math.max(1, Math.floor(valuesPerSlice / values));
  let turn: Promise<void> | undefined;
  return items.map((item: unknown, index) => {
    if (index % sliceLength === 0) {
      const length = Math.min(sliceLength, items.length - index);
      turn = afterwards(turn, length * values * unitsPerValue);
    }
    const slice = turn;
    // An object that is read from Graph arrives later than its turn anyway.
    return item instanceof Promise ? item.then((value: unknown) => slice?.then(() => value)) : slice?.then(() => item);
  });
}

async function afterwards(earlier: Promise<void> | undefined, units: number): Promise<void> {
  await earlier;
  await turnFor(units);
}

/** Lives as long as the document. */
const known = new WeakMap<FieldNode, number>();

/** Fields of one item, with fragments expanded; lists below it count once. The document is within the limits. */
function valuesBelow({ fieldNodes, fragments }: GraphQLResolveInfo): number {
  const [first] = fieldNodes as [FieldNode];
  let values = known.get(first);
  if (values === undefined) {
    const count = (selectionSet: SelectionSetNode | undefined): number =>
      (selectionSet?.selections ?? []).reduce((sum, node) => {
        const below = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value]?.selectionSet : node.selectionSet;
        return sum + (node.kind === Kind.FIELD ? 1 : 0) + count(below);
      }, 0);
    values = fieldNodes.reduce((sum, { selectionSet }) => sum + count(selectionSet), 1);
    known.set(first, values);
  }
  return values;
}
