/**
 * Every property of every kind of report, in all of its places. A failure names the place where one is missing.
 *
 * The emulator and the facts of the metadata have tables of their own, so that none hides a mistake of another.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { accountSummary, categorySummary, stateSummary } from '../../src/emulator/graph/entity-types.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { gatewayOverAnswers, type HostileGraph } from '../support/hostile-graph.js';
import { csdl, type CsdlProperty, type CsdlType } from './csdl.js';

interface Kind {
  readonly graph: CsdlType;
  readonly type: string;
  readonly create: string;
  readonly update: string;
  readonly emulated: typeof accountSummary;
  /** The names of the filter and of the enumeration of its order, where the kind has lists. */
  readonly list?: { readonly filter: string; readonly order: string };
  /** One object with the fields; every path of Graph answers with it. */
  readonly read: (fields: string) => string;
  /** Properties that name a person, or a device's owner. */
  readonly personal: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    graph: csdl.macOSSoftwareUpdateAccountSummary,
    type: 'MacOSSoftwareUpdateAccountSummary',
    create: 'CreateSummaryInput',
    update: 'UpdateSummaryInput',
    emulated: accountSummary,
    list: {
      filter: 'MacOSSoftwareUpdateAccountSummaryFilter',
      order: 'MacOSSoftwareUpdateAccountSummaryOrderField',
    },
    read: (fields) => `{ r: macOSSoftwareUpdateAccountSummary(id: "a") { ${fields} } }`,
    personal: ['userId', 'deviceName', 'userPrincipalName'],
  },
  {
    graph: csdl.macOSSoftwareUpdateCategorySummary,
    type: 'MacOSSoftwareUpdateCategorySummary',
    create: 'CreateCategorySummaryInput',
    update: 'UpdateCategorySummaryInput',
    emulated: categorySummary,
    read: (fields) => `{ r: macOSSoftwareUpdateCategorySummary(accountSummaryId: "a", id: "b") { ${fields} } }`,
    personal: ['userId'],
  },
  {
    graph: csdl.macOSSoftwareUpdateStateSummary,
    type: 'MacOSSoftwareUpdateStateSummary',
    create: 'CreateStateSummaryInput',
    update: 'UpdateStateSummaryInput',
    emulated: stateSummary,
    read: (fields) =>
      `{ r: macOSSoftwareUpdateStateSummary(accountSummaryId: "a", categorySummaryId: "b", id: "c") { ${fields} } }`,
    personal: [],
  },
];

/** `<place> <property>` -> why it is not there. */
const exceptions: Readonly<Record<string, string>> = {
  'update id': 'the key of an object does not change',
  'filter id': 'an object is read by its key',
};

/** Null in the schema though the metadata promises a value: Graph may add a member that the schema does not know. */
const evolvable: readonly CsdlProperty['type'][] = ['macOSSoftwareUpdateCategory', 'macOSSoftwareUpdateState'];

const { schema, sdl, inputClasses } = schemaShape();
const page = readFileSync('docs/properties.md', 'utf8');
const graphqlTypes: Readonly<Record<CsdlProperty['type'], string>> = {
  String: 'String',
  Int32: 'Int',
  DateTimeOffset: 'DateTimeOffset',
  macOSSoftwareUpdateCategory: 'MacOSSoftwareUpdateCategory',
  macOSSoftwareUpdateState: 'MacOSSoftwareUpdateState',
};
const samples: Readonly<Record<CsdlProperty['type'], unknown>> = {
  String: 'a text',
  Int32: 7,
  DateTimeOffset: '2026-11-26T08:00:00.1234567+01:00',
  macOSSoftwareUpdateCategory: 'firmware',
  macOSSoftwareUpdateState: 'scheduled',
};

/** The fields of an object or input type that hold a value of their own. */
function fieldsOf(name: string): Readonly<Record<string, { type: string; nullable: boolean }>> {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isInputObjectType(type)) return {};
  const fields: readonly { name: string; type: GraphQLOutputType | GraphQLInputType }[] = Object.values(
    type.getFields(),
  );
  return Object.fromEntries(
    fields.flatMap(({ name: field, type: own }) => {
      const named = getNamedType(own as GraphQLOutputType);
      const isValue = isScalarType(named) || isEnumType(named);
      return isValue ? [[field, { type: named.name, nullable: !isNonNullType(own) }]] : [];
    }),
  );
}

/** Properties of an input whose values class-validator or an enumeration checks. */
function propertiesWithRules(input: string): ReadonlySet<string> {
  const inputClass = inputClasses.get(input);
  const rules = getMetadataStorage().getTargetValidationMetadatas(inputClass as never, '', false, false);
  const enumerations = Object.entries(fieldsOf(input)).filter(([, { type }]) => isEnumType(schema.getType(type)));
  const checked = rules.filter(({ type }) => type === 'customValidation').map(({ propertyName }) => propertyName);
  return new Set([...checked, ...enumerations.map(([name]) => name)]);
}

/** The names in all of a kind's places. */
function placesOf({ graph, type, create, update, emulated, list }: Kind): ReadonlyMap<string, ReadonlySet<string>> {
  const filter = list && schema.getType(list.filter);
  const order = list && schema.getType(list.order);
  const section = page.split('\n## ').find((text) => text.startsWith(`${type}\n`)) ?? '';
  return new Map([
    ['metadata', new Set(Object.keys(graph.properties))],
    ['type', new Set(Object.keys(fieldsOf(type)))],
    ['create', new Set(Object.keys(fieldsOf(create)))],
    ['rule of create', propertiesWithRules(create)],
    ['update', new Set(Object.keys(fieldsOf(update)))],
    ['rule of update', propertiesWithRules(update)],
    ...(isInputObjectType(filter)
      ? [
          [
            'filter',
            new Set(Object.keys(filter.getFields()).filter((name) => !['and', 'or', 'not'].includes(name))),
          ] as const,
        ]
      : []),
    ...(isEnumType(order) ? [['order', new Set(order.getValues().map(({ name }) => name))] as const] : []),
    ['emulator', new Set(Object.keys(emulated.properties))],
    ['docs/properties.md', new Set([...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => String(name)))],
  ]);
}

let gateway: HostileGraph;
beforeAll(async () => (gateway = await gatewayOverAnswers()));
afterAll(() => gateway.stop());

describe.each(kinds)('the properties of $type', (kind) => {
  const { graph, type, create, update, emulated, read, personal } = kind;
  const properties = Object.entries<CsdlProperty>(graph.properties);

  it('are in all of their places, and nothing else is', () => {
    const places = placesOf(kind);
    const names = new Set([...places.values()].flatMap((set) => [...set]));
    const missing = [...places].flatMap(([place, found]) =>
      [...names]
        .filter((name) => !found.has(name))
        .map((name) => `${name} is missing in: ${place}`)
        .filter((text) => {
          const [name, where] = text.split(' is missing in: ');
          return exceptions[`${where?.replace('rule of ', '')} ${name}`] === undefined;
        }),
    );
    expect(missing).toEqual([]);
  });

  it('are null where the metadata allows it, in the schema and in the emulator', () => {
    const fields = fieldsOf(type);
    const declared = properties.map(([name, { type: own, nullable }]) => [
      name,
      name === 'id' ? 'ID' : graphqlTypes[own],
      nullable || evolvable.includes(own),
    ]);
    expect(properties.map(([name]) => [name, fields[name]?.type, fields[name]?.nullable])).toEqual(declared);
    expect(properties.map(([name]) => [name, emulated.properties[name]?.nullable])).toEqual(
      properties.map(([name, { nullable }]) => [name, nullable]),
    );
  });

  it('have the same type in inputs, and can be cleared in an update only where they may be null', () => {
    const [ofCreate, ofUpdate] = [fieldsOf(create), fieldsOf(update)];
    const others = properties.filter(([name]) => name !== 'id');
    const types = others.map(([name, { type: own }]) => [name, graphqlTypes[own]]);
    expect(others.map(([name]) => [name, ofCreate[name]?.type])).toEqual(types);
    expect(others.map(([name]) => [name, ofUpdate[name]?.type])).toEqual(types);
    const clearing = schema.getType(update);
    const described = isInputObjectType(clearing)
      ? others.map(([name]) => [name, clearing.getFields()[name]?.description?.includes('`null` clears') === true])
      : [];
    expect(described).toEqual(others.map(([name, { nullable }]) => [name, nullable]));
  });

  it('have the tag of personal data where they name a person', () => {
    const body = new RegExp(`\\ntype ${type} [^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(sdl)?.[1] ?? '';
    const tagged = properties
      .map(([name]) => name)
      .filter((name) => new RegExp(`^  ${name}: .*@tag\\(name: "personal"\\)`, 'm').test(body));
    expect(tagged.toSorted()).toEqual(personal.toSorted());
  });

  it('are asked of Graph and reach the client as they are', async () => {
    const entity = Object.fromEntries(properties.map(([name, { type: own }]) => [name, samples[own]]));
    gateway.answers((_request, response) => response.end(JSON.stringify(entity)));
    const { json } = await gateway.send(read(properties.map(([name]) => name).join(' ')));
    expect(json).toEqual({ data: { r: entity } });
    const select = new URL(`http://graph${gateway.calls[0]?.split(' ')[1]}`).searchParams.get('$select');
    expect(select?.split(',').toSorted()).toEqual(properties.map(([name]) => name).toSorted());
  });
});

it('every exception is needed', () => {
  const needed = kinds.flatMap((kind) => {
    const places = placesOf(kind);
    return Object.keys(exceptions).filter((exception) => {
      const [place = '', name = ''] = exception.split(' ');
      return places.get('metadata')?.has(name) === true && places.get(place)?.has(name) === false;
    });
  });
  expect([...new Set(needed)].toSorted()).toEqual(Object.keys(exceptions).toSorted());
});
