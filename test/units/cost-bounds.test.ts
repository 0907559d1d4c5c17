/**
 * The bounds of an operation's cost, for any document of the schema and any variables, invalid ones included: an
 * operation that is not counted, because it is cheap in any case, would never have been rejected.
 */
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
  type OperationDefinitionNode,
} from 'graphql';
import { costBounds } from '../../src/graphql/limits/cost-bounds.js';
import { costOf } from '../../src/graphql/limits/query-cost.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { tries } from '../support/fuzz.js';

const { schema } = schemaShape();
const list = 'macOSSoftwareUpdateAccountSummaries';

/** A number below `count`. */
type Draw = (count: number) => number;
type Variables = Readonly<Record<string, unknown>>;

const draws = fc.array(fc.nat(999_999), { minLength: 100, maxLength: 100 });
const counts = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, -5, 0, 1, 2, 1000, 2 ** 40, 'many', {}),
  fc.integer({ min: 0, max: 1000 }),
);
const lengths = fc.oneof(fc.constantFrom(0, 1, 3, 1000), fc.integer({ min: 0, max: 1000 }));
const lists = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 'x', {}),
  lengths.map((length) => Array<object>(length).fill({ __typename: 'User', id: 'a' })),
);
const variablesOf = fc.record({ n: counts, l: lists, o: lists, f: fc.constantFrom<unknown>(undefined, null, {}, 'x') });
const literals: Readonly<Record<string, readonly string[]>> = {
  first: ['$n', '1', '1000', '7', 'null'],
  orderBy: [
    '$o',
    '[]',
    '{ field: id, direction: ASC }',
    '[{ field: id, direction: ASC }, { field: id, direction: ASC }]',
  ],
  filter: ['$f', '{}'],
  representations: ['$l', '[]', '[{ __typename: "User", id: "a" }, { __typename: "User", id: "b" }]'],
  inputs: ['$l', '[]'],
  input: ['$i', '{}'],
  after: ['null', '"x"'],
  onInvalid: ['SKIP'],
};

function oneOf<Item>(draw: Draw, items: readonly Item[]): Item {
  return items[draw(items.length)] as Item;
}

/** Not a valid document in every detail; the cost is a matter of names and of how selections nest. */
function selectionOf(draw: Draw, type: GraphQLNamedType, depth: number, directives: boolean): string {
  const members = Array.from({ length: 1 + draw(3) }, () => {
    const directive = directives && draw(10) === 0 ? ' @include(if: $b)' : '';
    if (isUnionType(type) || (depth > 0 && draw(6) === 0)) {
      const inner = isUnionType(type) ? oneOf(draw, type.getTypes()) : type;
      const condition = isUnionType(type) || draw(2) === 0 ? ` on ${inner.name}` : '';
      return `...${condition}${directive} { ${selectionOf(draw, inner, depth - 1, directives)} }`;
    }
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const wanted = depth > 0 ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    if (wanted.length === 0 || draw(10) === 0) return `__typename${directive}`;
    const branches = wanted.filter((field) => isCompositeType(getNamedType(field.type)));
    const field = oneOf(draw, branches.length > 0 && draw(3) > 0 ? branches : wanted);
    return fieldOf(draw, field, depth, directive, directives);
  });
  return members.join(' ');
}

function fieldOf(
  draw: Draw,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  directive: string,
  directives: boolean,
): string {
  const given = field.args.flatMap(({ name }) => {
    const values = literals[name] ?? ['"a"'];
    return draw(3) > 0 ? [`${name}: ${oneOf(draw, values)}`] : [];
  });
  const type = getNamedType(field.type);
  const below = isCompositeType(type) ? ` { ${selectionOf(draw, type, depth - 1, directives)} }` : '';
  return `a${draw(100)}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive}${below}`;
}

function documentOf(draw: Draw): string {
  const kind = oneOf(draw, ['query', 'mutation']);
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const directives = draw(5) === 0;
  const declared = draw(2) === 0 ? '$n: Int' : '$n: Int = 600';
  const selection = selectionOf(draw, root as GraphQLNamedType, 5, directives);
  const header = `${kind} (${declared}, $l: [_Any!]! = [], $o: [${orderType}!], $f: ${filterType}, $i: CreateSummaryInput!, $b: Boolean!)`;
  return draw(2) === 0
    ? `${header} { ${selection} }`
    : `${header} { ...F ${selection} } fragment F on ${root?.name ?? ''} { ${selectionOf(draw, root as GraphQLNamedType, 4, directives)} }`;
}
const orderType = 'MacOSSoftwareUpdateAccountSummaryOrder';
const filterType = 'MacOSSoftwareUpdateAccountSummaryFilter';

const read = (text: string) => {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const cost = (variables: Variables): number => costOf(schema, document, operation, variables);
  return { cost, bounds: costBounds(schema, document, operation) };
};
const boundsOf = (text: string) => read(text).bounds;

describe('the bounds of a cost', () => {
  it('hold for any document and any variables', () => {
    const counts = { all: 0, bounded: 0 };
    fc.assert(
      fc.property(draws, variablesOf, (numbers, variables) => {
        counts.all += 1;
        let drawn = 0;
        const draw: Draw = (count) => (numbers[drawn++ % numbers.length] ?? 0) % count;
        const { cost, bounds } = read(documentOf(draw));
        // Everything else is counted for each request.
        if (bounds.most === Infinity) return;
        counts.bounded += 1;
        expect(cost({ i: {}, b: true, ...variables })).toBeLessThanOrEqual(bounds.most);
      }),
      tries(2_000),
    );
    expect(counts.bounded / counts.all).toBeGreaterThan(0.1);
  });

  it.each([
    [
      'a creation',
      'mutation ($i: CreateSummaryInput!) { createMacOSSoftwareUpdateAccountSummary(input: $i) { id } }',
      10,
    ],
    ['a read with children', '{ macOSSoftwareUpdateAccountSummary(id: "a") { categorySummaries { id } } }', 2],
    ['an empty operation', '{ __typename }', 0],
  ])('are exact for %s', (_what, text, cost) => {
    expect(boundsOf(text).most).toBe(cost);
  });

  it.each<[what: string, text: string, dearest: Variables]>([
    ['a list', `query ($n: Int) { ${list}(first: $n) { nodes { categorySummaries { id } } } }`, { n: 1000 }],
    ['an order', `query ($o: [${orderType}!]) { ${list}(orderBy: $o, first: 1000) { nodes { id } } }`, { o: Array(5) }],
    ['references', 'query ($l: [_Any!]!) { _entities(representations: $l) { __typename } }', { l: Array(1000) }],
    [
      'a bulk creation',
      'mutation ($l: [CreateSummaryInput!]!) { createMacOSSoftwareUpdateAccountSummaries(inputs: $l) { index } }',
      { l: Array(1000) },
    ],
  ])('are reached by the dearest variables of %s', (_what, text, dearest) => {
    const { cost, bounds } = read(text);
    expect(cost(dearest)).toBe(bounds.most);
  });

  it.each([
    ['a filter, which may be beyond its limits', `query ($f: ${filterType}) { ${list}(filter: $f) { totalCount } }`],
    ['a directive, which may lack its value', `query ($b: Boolean) { ${list} @skip(if: $b) { totalCount } }`],
    ['a directive in a fragment', `{ ...F } fragment F on Query { ${list} { nodes { id @include(if: true) } } }`],
  ])('are open for a document with %s', (_what, text) => {
    expect(boundsOf(text)).toEqual({ most: Infinity, least: 0 });
  });

  it.each([
    ['a read', '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }', 1],
    ['a list', `{ ${list} { nodes { id } } }`, 10],
    [
      'a list and a read',
      `{ ${list} { nodes { id } } ...F } fragment F on Query { b: macOSSoftwareUpdateAccountSummary(id: "a") { id } }`,
      1,
    ],
    [
      'two deletions',
      'mutation { a: deleteMacOSSoftwareUpdateAccountSummary(id: "a") b: deleteMacOSSoftwareUpdateAccountSummary(id: "b") }',
      10,
    ],
  ])('begin, for %s, at the cost of the cheapest root field', (_what, text, least) => {
    const { cost, bounds } = read(text);
    expect(bounds.least).toBe(least);
    expect(cost({})).toBeGreaterThanOrEqual(least);
  });
});
