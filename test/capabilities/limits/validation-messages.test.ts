/**
 * What a client learns about a document that does not fit the schema: the code, a sentence, and never one of its
 * values.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { specifiedRules } from 'graphql';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator } from '../../support/start.js';

const list = 'macOSSoftwareUpdateAccountSummaries';
const one = 'macOSSoftwareUpdateAccountSummary';
const type = 'MacOSSoftwareUpdateAccountSummary';
/** Values of the caller, which no response may repeat. */
const value = 'of-the-caller';
const number = '5550';
const aliases = 'Use different aliases on the fields to fetch both if this was intentional.';

/** A document, its message outside production, and its message in production if that differs. */
type Case = readonly [document: string, outside: string, production?: string];

/** By the rule of graphql-js that finds the error. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  ExecutableDefinitionsRule: [
    ['{ __typename } type Own { a: Int }', 'The "Own" definition is not executable.'],
    ['{ __typename } schema { query: Query }', 'The schema definition is not executable.'],
  ],
  UniqueOperationNamesRule: [
    ['query A { __typename } query A { __typename }', 'There can be only one operation named "A".'],
  ],
  LoneAnonymousOperationRule: [
    ['{ __typename } query A { __typename }', 'This anonymous operation must be the only defined operation.'],
  ],
  // The schema has no subscriptions, whatever they select.
  SingleFieldSubscriptionsRule: [
    ['subscription { a }', 'Subscriptions are not supported; poll the query instead.'],
    ['subscription { a b }', 'Subscriptions are not supported; poll the query instead.'],
  ],
  KnownTypeNamesRule: [
    [
      '{ ...F } fragment F on Quer { __typename }',
      'Unknown type "Quer". Did you mean "Query" or "User"?',
      'Unknown type "Quer".',
    ],
    [
      'query ($a: StringFilte) { __typename @include(if: $a) }',
      'Unknown type "StringFilte". Did you mean "StringFilter", "IntFilter", or "String"?',
      'Unknown type "StringFilte".',
    ],
  ],
  FragmentsOnCompositeTypesRule: [
    ['{ ...F } fragment F on String { a }', 'Fragment "F" cannot condition on non composite type "String".'],
    ['{ ... on Int { a } }', 'Fragment cannot condition on non composite type "Int".'],
  ],
  VariablesAreInputTypesRule: [
    [
      `query ($a: Query) { ${list}(after: "a" first: 1) { nodes { id(x: $a) } } }`,
      'Variable "$a" cannot be non-input type "Query".',
    ],
  ],
  ScalarLeafsRule: [
    [
      `{ ${one}(id: "${value}") }`,
      `Field "${one}" of type "${type}" must have a selection of subfields. Did you mean "${one} { ... }"?`,
      `Field "${one}" must have a selection of subfields.`,
    ],
    [
      `{ ${one}(id: "a") { id { b } } }`,
      'Field "id" must not have a selection since type "ID!" has no subfields.',
      'Field "id" must not have a selection.',
    ],
  ],
  FieldsOnCorrectTypeRule: [
    [
      `{ ${list} { nodes { displayNam } } }`,
      `Cannot query field "displayNam" on type "${type}". Did you mean "displayName"?`,
      'Cannot query field "displayNam".',
    ],
    [
      `{ ${list} { displayName } }`,
      `Cannot query field "displayName" on type "${type}Connection".`,
      'Cannot query field "displayName".',
    ],
  ],
  UniqueFragmentNamesRule: [
    [
      '{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }',
      'There can be only one fragment named "F".',
    ],
  ],
  KnownFragmentNamesRule: [['{ ...Absent }', 'Unknown fragment "Absent".']],
  NoUnusedFragmentsRule: [['{ __typename } fragment F on Query { __typename }', 'Fragment "F" is never used.']],
  PossibleFragmentSpreadsRule: [
    [
      `{ ${list} { ...F } } fragment F on Mutation { __typename }`,
      `Fragment "F" cannot be spread here as objects of type "${type}Connection" can never be of type "Mutation".`,
      'Fragment "F" cannot be spread here.',
    ],
    [
      '{ ... on Mutation { __typename } }',
      'Fragment cannot be spread here as objects of type "Query" can never be of type "Mutation".',
      'Fragment cannot be spread here.',
    ],
  ],
  NoFragmentCyclesRule: [['{ ...F } fragment F on Query { ...F }', 'A fragment of the document contains itself.']],
  UniqueVariableNamesRule: [
    [`query ($a: ID!, $a: ID!) { ${one}(id: $a) { id } }`, 'There can be only one variable named "$a".'],
  ],
  NoUndefinedVariablesRule: [
    [`query A { ${one}(id: $id) { id } }`, 'Variable "$id" is not defined by operation "A".'],
    [`{ ${one}(id: $id) { id } }`, 'Variable "$id" is not defined.'],
  ],
  NoUnusedVariablesRule: [
    [`query A($id: ID = "${value}") { __typename }`, 'Variable "$id" is never used in operation "A".'],
    ['query ($id: ID) { __typename }', 'Variable "$id" is never used.'],
  ],
  KnownDirectivesRule: [
    ['{ __typename @absent }', 'Unknown directive "@absent".'],
    ['query @skip(if: true) { __typename }', 'Directive "@skip" may not be used on QUERY.'],
  ],
  UniqueDirectivesPerLocationRule: [
    ['{ __typename @skip(if: true) @skip(if: true) }', 'The directive "@skip" can only be used once at this location.'],
  ],
  KnownArgumentNamesRule: [
    [
      `{ ${list}(frst: "${value}") { nodes { id } } }`,
      `Unknown argument "frst" on field "Query.${list}". Did you mean "first"?`,
      `Unknown argument "frst" on field "${list}".`,
    ],
    [
      '{ __typename @include(iff: true, if: true) }',
      'Unknown argument "iff" on directive "@include". Did you mean "if"?',
      'Unknown argument "iff" on directive "@include".',
    ],
  ],
  UniqueArgumentNamesRule: [
    [`{ ${one}(id: "${value}", id: "b") { id } }`, 'There can be only one argument named "id".'],
  ],
  ValuesOfCorrectTypeRule: [
    [`{ ${list}(first: "${value}") { nodes { id } } }`, 'Int cannot represent a non-integer value.'],
    [`{ ${list}(first: """${value}: "x" """) { nodes { id } } }`, 'Int cannot represent a non-integer value.'],
    [
      `{ ${list}(first: 5550${number}${number}) { nodes { id } } }`,
      'Int cannot represent a non 32-bit signed integer value.',
    ],
    [`{ ${list}(after: ${number}) { nodes { id } } }`, 'String cannot represent a non string value.'],
    [`{ ${one}(id: 0.${number}) { id } }`, 'ID cannot represent a non-string and non-integer value.'],
    [`{ ${one}(id: { a: "${value}" }) { id } }`, 'ID cannot represent a non-string and non-integer value.'],
    [`{ __typename @include(if: "${value}") }`, 'Boolean cannot represent a non boolean value.'],
    [`{ ${one}(id: null) { id } }`, 'Expected value of type "ID!".', 'A value does not have the expected type.'],
    [
      `{ ${list}(filter: "${value}") { nodes { id } } }`,
      `Expected value of type "${type}Filter".`,
      'A value does not have the expected type.',
    ],
    [
      `{ ${list}(filter: { deviceI: { eq: "${value}" } }) { nodes { id } } }`,
      `Field "deviceI" is not defined by type "${type}Filter". Did you mean "deviceId"?`,
      'Field "deviceI" is not defined by the type of its object.',
    ],
    [
      `{ ${list}(orderBy: [{ }]) { nodes { id } } }`,
      `Field "${type}Order.field" of required type "${type}OrderField!" was not provided.`,
      'An object lacks a required field.',
    ],
    [
      `{ ${list}(orderBy: [{ field: SECRET }]) { nodes { id } } }`,
      `Enum "${type}OrderField" has no such value.`,
      'An enum has no such value.',
    ],
    [
      `{ ${list}(orderBy: [{ field: "${value}" }]) { nodes { id } } }`,
      `Enum "${type}OrderField" has no such value.`,
      'An enum has no such value.',
    ],
    [
      `{ ${list}(orderBy: [{ field: deviceNam }]) { nodes { id } } }`,
      `Enum "${type}OrderField" has no such value. Did you mean the enum value "deviceName" or "deviceId"?`,
      'An enum has no such value.',
    ],
    [
      `{ ${list}(filter: { lastUpdatedDateTime: { gt: ["${value}"] } }) { nodes { id } } }`,
      'Expected value of type "DateTimeOffset".',
      'A value does not have the expected type.',
    ],
    [
      `query ($o: OrderDirection = "${value}") { ${list}(orderBy: [{ field: id, direction: $o }]) { nodes { id } } }`,
      'Enum "OrderDirection" has no such value.',
      'An enum has no such value.',
    ],
  ],
  ProvidedRequiredArgumentsRule: [
    [
      `{ ${one} { id } }`,
      `Field "${one}" argument "id" of type "ID!" is required, but it was not provided.`,
      `Field "${one}" requires another argument.`,
    ],
    [
      '{ __typename @include }',
      'Directive "@include" argument "if" of type "Boolean!" is required, but it was not provided.',
      'Directive "@include" requires another argument.',
    ],
  ],
  VariablesInAllowedPositionRule: [
    [
      `query ($a: [String]) { ${one}(id: $a) { id } }`,
      'Variable "$a" of type "[String]" used in position expecting type "ID!".',
      'Variable "$a" of type "[String]" used in position of another type.',
    ],
  ],
  OverlappingFieldsCanBeMergedRule: [
    [
      `{ a: ${one}(id: "${value}") { id } a: ${one}(id: "b") { id } }`,
      `Fields "a" conflict because they have differing arguments. ${aliases}`,
    ],
    [
      `{ ${list} { n: nodes { a: id } n: nodes { a: displayName } } }`,
      `Fields "n" conflict because subfields "a" conflict because "id" and "displayName" are different fields. ${aliases}`,
    ],
    [
      `{ _entities(representations: []) { ... on ManagedDevice { a: id } ... on ${type} { a: successfulUpdateCount } } }`,
      `Fields "a" conflict because they return conflicting types "ID!" and "Int!". ${aliases}`,
      `Fields "a" conflict because they return conflicting types. ${aliases}`,
    ],
  ],
  UniqueInputFieldNamesRule: [
    [
      `{ ${list}(filter: { deviceId: { eq: "${value}", eq: "b" } }) { nodes { id } } }`,
      'There can be only one input field named "eq".',
    ],
  ],
  MaxIntrospectionDepthRule: [
    [
      '{ __type(name: "Query") { fields { type { fields { type { fields { name } } } } } } }',
      'Maximum introspection depth exceeded.',
    ],
  ],
};
const all = Object.entries(cases).flatMap(([rule, ofRule]) =>
  ofRule.map(([document, outside, production = outside]) => ({ rule, document, outside, production })),
);

it('there is a document for each rule of graphql-js', () => {
  expect(Object.keys(cases).sort()).toEqual(specifiedRules.map(({ name }) => name).sort());
});

describe.each(['development', 'production'] as const)('in %s', (environment) => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({}, { NODE_ENV: environment });
  });
  afterAll(() => gateway.stop());

  it.each(all)(
    '$rule: $document is GRAPHQL_VALIDATION_FAILED with its sentence',
    async ({ document, outside, production }) => {
      const { status, json, text } = await gateway.send(document);
      expect(status).toBe(400);
      expect(json.errors?.map(({ message, extensions: { code } }) => ({ code, message }))).toContainEqual({
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: environment === 'production' ? production : outside,
      });
      expect(json.errors?.map(({ extensions }) => extensions.code)).toEqual(
        json.errors?.map(() => 'GRAPHQL_VALIDATION_FAILED'),
      );
      // A request id is random, so it may contain the digits.
      const withoutIds = text.replaceAll(/"requestId":"[^"]*"/g, '');
      for (const part of [value, number, 'SECRET']) expect(withoutIds).not.toContain(part);
      expectCalls(gateway.graph.requests, 0);
    },
  );
});

describe('in production', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({}, { NODE_ENV: 'production' });
  });
  afterAll(() => gateway.stop());

  it.each(all)('$document gets no name that it does not have', async ({ document }) => {
    const { json } = await gateway.send(document);
    const names = json.errors?.flatMap(({ message }) =>
      [...message.matchAll(/"[@$]?([^"]+)"/g)].map(([, name]) => name),
    );
    for (const name of names ?? []) expect(document).toContain(name);
  });

  it('introspection is rejected in a sentence as well', async () => {
    const { status, json } = await gateway.send('{ __schema { types { name } } }');
    expect([status, json.errors?.[0]?.message]).toEqual([
      400,
      'GraphQL introspection is not allowed by Apollo Server, but the query contained __schema or __type.',
    ]);
  });
});

it('an error that is found only when an argument is read stays BAD_USER_INPUT', async () => {
  const gateway = await gatewayOverEmulator();
  const { json } = await gateway.send(`query ($id: ID = "a") { ${one}(id: $id) { id } }`, { id: null });
  expectRefused({ json }, { code: 'BAD_USER_INPUT', message: 'An argument does not fit the schema.' });
  expectCalls(gateway.graph.requests, 0);
  await gateway.stop();
});
