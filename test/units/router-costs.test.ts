/**
 * The costs that the SDL gives to routers, compared with those that the gateway counts.
 *
 * `routerCost` counts as Apollo Router documents it for its demand control: an object costs 1 unless `@cost` says
 * otherwise, a list its size times that and the cost of its selection, and a given argument its weight, for a list once
 * more for each item.
 */
import { describe, expect, it } from '@jest/globals';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { costOf } from '../../src/graphql/limits/query-cost.js';
import { referenceExample } from '../support/start.js';

const { schema } = schemaShape();
type Sizes = Readonly<Record<string, number>>;
interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments?: readonly string[];
  readonly sizedFields?: readonly string[];
}

const applied = <Values>(name: string, node: unknown): Values | undefined => {
  const directive = schema.getDirective(name);
  return directive ? (getDirectiveValues(directive, node as never) as Values | undefined) : undefined;
};
const weightOf = (node: unknown): number | undefined => applied<{ weight: number }>('cost', node)?.weight;
const isList = ({ type }: GraphQLField<unknown, unknown>): boolean =>
  isListType(isNonNullType(type) ? type.ofType : type);

function fieldCost(type: GraphQLObjectType, node: FieldNode, variables: object, given: Sizes): number {
  const field = type.getFields()[node.name.value];
  if (field === undefined) return 0;
  const values = getArgumentValues(field, node, variables as never);
  const listSize = applied<ListSize>('listSize', field.astNode);
  const sliced = (listSize?.slicingArguments ?? []).map((name) => Number(values[name]));
  const size = sliced.length > 0 ? Math.max(...sliced) : listSize?.assumedSize;
  const below = Object.fromEntries((listSize?.sizedFields ?? []).map((name) => [name, size ?? 0]));
  const named = getNamedType(field.type);
  const own = weightOf(field.astNode) ?? (isCompositeType(named) ? 1 : 0);
  const selected = isObjectType(named) ? selectionCost(named, node, variables, below) : 0;
  const args = field.args.map(({ name, astNode }) => {
    const value = values[name];
    if (value === undefined) return 0;
    return (weightOf(astNode) ?? 0) * (Array.isArray(value) ? value.length + 1 : 1);
  });
  const count = isList(field) ? (given[field.name] ?? size ?? Number.NaN) : 1;
  return count * (own + selected) + args.reduce((sum, cost) => sum + cost, 0);
}

function selectionCost(type: GraphQLObjectType, node: FieldNode, variables: object, given: Sizes): number {
  const fields = (node.selectionSet?.selections ?? []) as FieldNode[];
  return fields.reduce((sum, each) => sum + fieldCost(type, each, variables, given), 0);
}

function costs(text: string, variables: object): { ours: number; router: number } {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const router = selectionCost(root, operation as unknown as FieldNode, variables, {});
  return { ours: costOf(schema, document, operation, variables as Record<string, unknown>), router };
}

const list = 'macOSSoftwareUpdateAccountSummaries';
const read = 'macOSSoftwareUpdateAccountSummary';
const listed = 'MacOSSoftwareUpdateAccountSummary';
const bulk = 'mutation ($i: [CreateSummaryInput!]!) { createMacOSSoftwareUpdateAccountSummaries(inputs: $i)';
const inputs = (count: number): object => ({ i: Array<object>(count).fill(referenceExample) });

describe('a router counts', () => {
  it.each<[string, string, object?]>([
    ['a read', `{ ${read}(id: "a") { id user { id } } }`],
    ['a list', `{ ${list} { nodes { id device { id } } edges { node { id } } pageInfo { endCursor } totalCount } }`],
    ['a list of 1,000', `query ($n: Int) { ${list}(first: $n) { nodes { id } } }`, { n: 1000 }],
    ['a walk to a Mac and back', `{ ${list}(first: 7) { nodes { device { ${list}(first: 3) { nodes { id } } } } } }`],
    [
      'a creation',
      'mutation ($i: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $i) { id } }',
      { i: referenceExample },
    ],
    ['a deletion', 'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }'],
  ])('for %s what the gateway counts', (_what, text, variables = {}) => {
    const { ours, router } = costs(text, variables);
    expect(ours).toBeGreaterThan(0);
    expect(router).toBe(ours);
  });

  it.each([1, 20, 1000])('for a bulk creation of %i the same, and one more item', (count) => {
    const { ours, router } = costs(`${bulk} { index summary { id } error { code } } }`, inputs(count));
    expect([ours, router]).toEqual([10 * count, 10 * count + 10]);
  });

  it.each<[string, string, object?]>([
    [
      'a list with categories and states',
      `{ ${list} { nodes { categorySummaries { updateStateSummaries { id } } } } }`,
    ],
    [
      'a list with a filter',
      `query ($f: ${listed}Filter) { ${list}(filter: $f) { nodes { id } } }`,
      { f: { and: Array<object>(40).fill({}) } },
    ],
    [
      'a list in an order',
      `query ($o: [${listed}Order!]) { ${list}(orderBy: $o) { nodes { id } } }`,
      { o: Array<object>(5).fill({ field: 'id' }) },
    ],
    ['a creation in bulk with categories', `${bulk} { summary { categorySummaries { id } } } }`, inputs(3)],
  ])('more, but never less, for %s', (_what, text, variables = {}) => {
    const { ours, router } = costs(text, variables);
    expect(router).toBeGreaterThan(ours);
  });

  it('nothing by default: every object has a weight, every list a size', () => {
    const silent = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (!isObjectType(type) || type.name.startsWith('_')) return [];
      return Object.values(type.getFields())
        .filter((field) => isObjectType(getNamedType(field.type)) && !field.name.startsWith('_'))
        .filter(({ astNode }) => weightOf(astNode) === undefined)
        .map(({ name }) => `${type.name}.${name}`);
    });
    expect(silent).toEqual([]);
  });
});
