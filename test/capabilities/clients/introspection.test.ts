/** What tools show of the schema: Sandbox, GraphiQL, editors, generators of documentation. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { gatewayOverEmulator, type TestGateway } from '../../support/start.js';

let gateway: TestGateway;
let schema: GraphQLSchema;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
  const { json } = await gateway.send(getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true }));
  schema = buildClientSchema(json.data as unknown as IntrospectionQuery);
});
afterAll(() => gateway.stop());

function fieldsOf(type: GraphQLNamedType): readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] {
  if (isObjectType(type)) return Object.values(type.getFields());
  return isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

const ownTypes = () => Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

it('the schema and every type, field, argument and value have a description, those of federation too', () => {
  const silent: string[] = [];
  const check = (name: string, { description }: { description?: string | null | undefined }): void => {
    if (!description) silent.push(name);
  };
  check('schema', schema);
  for (const type of ownTypes()) {
    check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    for (const field of fieldsOf(type)) {
      check(`${type.name}.${field.name}`, field);
      if ('args' in field)
        for (const { name, ...rest } of field.args) check(`${type.name}.${field.name}(${name})`, rest);
    }
  }
  expect(silent).toEqual([]);
  expect(ownTypes().length).toBeGreaterThan(30);
});

it('each description is a sentence', () => {
  const texts = ownTypes()
    .filter((type) => !isSpecifiedScalarType(type))
    .flatMap((type) => [type, ...fieldsOf(type)])
    .map(({ description }) => description ?? '');
  // The text of a type of @link's own is in Markdown.
  expect(texts.filter((text) => !/^[A-Z`@][^]*[.)]$/.test(text))).toEqual([]);
});

it('the main list is the first field of Query', () => {
  const [first] = Object.keys(schema.getQueryType()?.getFields() ?? {});
  expect(first).toBe('macOSSoftwareUpdateAccountSummaries');
});

it('arguments come in reading order: keys from the outermost, then what is written, then the page', () => {
  const order = [
    'accountSummaryId',
    'categorySummaryId',
    'id',
    'input',
    'inputs',
    'onInvalid',
    'idempotencyKey',
    'idempotencyKeys',
    'first',
    'after',
    'filter',
    'orderBy',
    'daysUpTo',
    'representations',
  ];
  const lists = ownTypes()
    .filter(isObjectType)
    .flatMap((type): GraphQLField<unknown, unknown>[] => Object.values(type.getFields()))
    .map(({ name, args }) => `${name}(${args.map((argument) => argument.name).join(', ')})`)
    .filter((text) => !text.endsWith('()'));
  const sorted = lists.map((text) =>
    text.replace(/\((.*)\)/, (_all, names: string) => {
      const list = names.split(', ').toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
      return `(${list.join(', ')})`;
    }),
  );
  expect(lists).toEqual(sorted);
  expect(lists).toContain('updateMacOSSoftwareUpdateStateSummary(accountSummaryId, categorySummaryId, id, input)');
  expect(lists).toContain('macOSSoftwareUpdateAccountSummaries(first, after, filter, orderBy)');
});
