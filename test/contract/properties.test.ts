/**
 * Every property of every kind of object, in all of its places. A failure names the place where one is missing.
 *
 * The emulator and the facts of the metadata have separate tables, so that neither hides a mistake of the other.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { childrenExtension, sourceExtension } from '../../src/summaries/schema/source.decorators.js';
import { problemsOf } from '../../src/summaries/schema/validate-input.js';
import { gatewayOverAnswers, type HostileGraph } from '../support/hostile-graph.js';
import type { CsdlProperty, CsdlType } from './csdl.js';
import {
  callOf,
  gapsOf,
  inputClasses,
  kinds,
  kindsMissing,
  placesOf,
  rulesOf,
  schema,
  tagged,
  valuesOf,
  type Writing,
} from './kinds.js';
import { differences, evolvable, filterOf, sorted, typesOf } from './property-types.js';

/**
 * `<property or kind>: <place or operation>` -> why it is not there. A place is named without what is special to a kind.
 * `<property>: needed` -> why a creation may leave it out.
 */
const exceptions: Readonly<Record<string, string>> = {
  'id: Update': 'the key of an object does not change',
};

/** As the exceptions name an operation -> what a schema has of it. */
const verbs: Readonly<Record<string, string>> = {
  one: 'a query for one object',
  create: 'a mutation that creates',
  update: 'a mutation that changes',
  remove: 'a mutation that deletes',
};

/** As the exceptions name it: `Update` for the input of a change and for its rules. */
function exceptionFor(name: string, place: string): string {
  return `${name}: ${/Update|Filter/.exec(place.replaceAll('MacOSSoftwareUpdate', ''))?.[0]}`;
}

/** Whether one object that is missing would take its list, or its parent, with it. */
function cannotBeNull(type: GraphQLOutputType): boolean {
  const outer = getNullableType(type);
  return isNonNullType(isListType(outer) ? outer.ofType : type);
}

let gateway: HostileGraph;
beforeAll(async () => (gateway = await gatewayOverAnswers()));
afterAll(() => gateway.stop());

it('every type of the metadata is a kind of the schema, and every kind is in the metadata and in the emulator', () => {
  expect([
    ...kindsMissing.map((name) => `${name} is missing in the schema`),
    ...kinds.flatMap(({ type, graph, emulated }) => [
      ...(graph ? [] : [`${type.name} is missing in test/contract/csdl.ts`]),
      ...(emulated ? [] : [`${type.name} is missing in emulator/graph/entity-types.ts`]),
    ]),
  ]).toEqual([]);
});

it('every kind can be read, created, changed and deleted', () => {
  const missing = kinds.flatMap(({ type, one, create, update, remove }) =>
    Object.entries({ one, create, update, remove }).flatMap(([name, operation]) =>
      operation === undefined && !(`${type.name}: ${name}` in exceptions)
        ? [`${type.name} lacks ${verbs[name]}: add it, or the exception '${type.name}: ${name}' with its reason`]
        : [],
    ),
  );
  expect(missing).toEqual([]);
});

describe.each(kinds)('the properties of $type.name', (kind) => {
  const { type, graph, emulated, one, create, update, filter, order } = kind;
  const { properties, contains } = graph ?? ({ properties: {}, contains: [] } satisfies CsdlType);
  const all = Object.entries<CsdlProperty>(properties);
  const others = all.filter(([name]) => name !== 'id');
  const inputs = [create, update].flatMap((writing) => (writing === undefined ? [] : [writing.input]));
  const values = Object.fromEntries(all.map(([name, { type: own }], index) => [name, typesOf[own].sample(index + 1)]));
  /** What should be of some properties, made of what the metadata says of each. */
  const expecting = (
    of: readonly (readonly [string, CsdlProperty])[],
    value: (property: CsdlProperty, name: string) => unknown,
  ): Record<string, unknown> => Object.fromEntries(of.map(([name, property]) => [name, value(property, name)]));

  it('are in all of their places, and nothing else is', () => {
    const unexplained = gapsOf(kind).filter(({ name, place }) => !(exceptionFor(name, place) in exceptions));
    expect(unexplained.map(({ name, place }) => `${name} is missing in ${place}`)).toEqual([]);
  });

  it('have the type of the metadata, and are null where it allows that', () => {
    const fields = valuesOf(type);
    const conditions = filter?.getFields() ?? {};
    const inEmulator = 'emulator/graph/entity-types.ts';
    expect([
      ...differences(
        type.name,
        expecting(all, ({ type: own, nullable }, name) => ({
          type: name === 'id' ? 'ID' : typesOf[own].graphql,
          nullable: nullable || evolvable.includes(own),
        })),
        (name) => ({ type: fields.get(name)?.type, nullable: fields.get(name)?.nullable }),
      ),
      ...differences(
        inEmulator,
        expecting(all, ({ type: own, nullable }) => ({ kind: sorted(typesOf[own].emulated), nullable })),
        (name) => {
          const property = emulated?.properties[name];
          return { kind: sorted(property?.kind), nullable: property?.nullable };
        },
      ),
      ...differences(
        filter?.name ?? '',
        filter ? expecting(all, (property, name) => (name === 'id' ? 'IDFilter' : filterOf(property))) : {},
        (name) => getNamedType(conditions[name]?.type)?.name,
      ),
    ]).toEqual([]);
  });

  it('have the same type and the same rules in each input, and are needed in a creation alone', () => {
    const types = inputs.flatMap((input) => {
      const fields = valuesOf(input);
      return differences(
        input.name,
        expecting(others, ({ type: own }, name) => ({
          type: typesOf[own].graphql,
          nullable: input === update?.input || `${name}: needed` in exceptions,
        })),
        (name) => ({ type: fields.get(name)?.type, nullable: fields.get(name)?.nullable }),
      );
    });
    expect(types).toEqual([]);
    if (create === undefined) return;
    const { id, ...ofCreate } = Object.fromEntries(rulesOf(create.input));
    expect(id).toEqual(['isId']);
    if (update === undefined) return;
    const ofUpdate = rulesOf(update.input);
    const rules = differences(`the rules of ${update.input.name}`, ofCreate, (name) => ofUpdate.get(name));
    expect(rules).toEqual([]);
  });

  it('can be cleared in an update only where they may be null, and their descriptions say so', () => {
    if (update === undefined) return;
    const inputClass = inputClasses.get(update.input.name) as new () => object;
    const fields = valuesOf(update.input);
    const clearing = differences(
      update.input.name,
      expecting(others, ({ nullable }, name) => ({
        problems: nullable ? [] : [`${name} cannot be cleared`],
        isDescribed: nullable,
      })),
      (name) => ({
        problems: problemsOf(Object.assign(new inputClass(), { [name]: null }), ['input']).map(
          ({ message }) => message,
        ),
        isDescribed: fields.get(name)?.description.includes('`null` clears it'),
      }),
    );
    expect(clearing).toEqual([]);
  });

  it('mean the same wherever they stand', () => {
    const meanings = valuesOf(type);
    const places = [...inputs, ...(filter ? [filter] : [])].map(
      (input) => [input.name, Object.values(input.getFields())] as const,
    );
    const copies = [...places, ...(order ? [[order.name, order.getValues()] as const] : [])].flatMap(
      ([place, members]) =>
        members.filter(({ name }) => meanings.has(name)).map(({ name, description }) => ({ place, name, description })),
    );
    const different = copies.filter(({ name, description }) => {
      const meaning = meanings.get(name)?.description ?? '';
      return meaning === '' || description?.startsWith(meaning) !== true;
    });
    expect(different.map(({ place, name, description }) => `${name} in ${place}: ${description}`)).toEqual([]);
  });

  it('have the tag of personal data where they name a person', () => {
    const personal = all.filter(([, property]) => property.personal === true).map(([name]) => name);
    // Fields that lead to another subgraph's entity by one of these properties.
    const joins = Object.values(type.getFields())
      .filter(({ extensions }) => personal.includes(String(extensions[sourceExtension])))
      .map(({ name }) => name);
    const tags = {
      [type.name]: tagged('type', type.name),
      ...(filter && { [filter.name]: tagged('input', filter.name) }),
    };
    expect(tags).toEqual({
      [type.name]: [...personal, ...joins].toSorted(),
      ...(filter && { [filter.name]: personal.toSorted() }),
    });
  });

  it('are asked of Graph and reach the client as they are', async () => {
    if (one === undefined) return;
    gateway.answers((_request, response) => response.end(JSON.stringify(values)));
    const { json } = await gateway.send(`{ r: ${callOf(one)} { ${all.map(([name]) => name).join(' ')} } }`);
    expect(json).toEqual({ data: { r: values } });
    const select = new URL(`http://graph${gateway.calls[0]?.split(' ')[1]}`).searchParams.get('$select');
    expect(select?.split(',').toSorted()).toEqual(all.map(([name]) => name).toSorted());
  });

  it('are null for the client where the metadata allows it and Graph sends null', async () => {
    if (one === undefined) return;
    const received = {
      ...values,
      ...Object.fromEntries(all.filter(([, each]) => each.nullable).map(([name]) => [name, null])),
    };
    gateway.answers((_request, response) => response.end(JSON.stringify(received)));
    const { json } = await gateway.send(`{ r: ${callOf(one)} { ${all.map(([name]) => name).join(' ')} } }`);
    expect(json).toEqual({ data: { r: received } });
  });

  it('reach Graph as they are', async () => {
    const sent = async ({ field, input }: Writing, given: object): Promise<unknown> => {
      let received: unknown;
      gateway.answers((_request, response, body) => {
        received = JSON.parse(body);
        response.writeHead(field === create?.field ? 201 : 200).end(JSON.stringify(values));
      });
      const text = `mutation ($input: ${input.name}!) { r: ${callOf(field)} { id } }`;
      expect((await gateway.send(text, { input: given })).json).toEqual({ data: { r: { id: values['id'] } } });
      return received;
    };
    const changes = Object.fromEntries(others.map(([name]) => [name, values[name]]));
    const named = { '@odata.type': `#${emulated?.name}` };
    if (create) {
      expect(await sent(create, values)).toEqual({ ...named, ...values });
      const needed = others.filter(([name]) => !(`${name}: needed` in exceptions));
      const fewest = Object.fromEntries(needed.map(([name]) => [name, values[name]]));
      expect(await sent(create, fewest)).toEqual({ ...named, ...fewest });
    }
    if (update) expect(await sent(update, changes)).toEqual({ ...named, ...changes });
  });

  it('can be missing or unreadable without a loss for other objects', () => {
    const others = Object.values(schema.getTypeMap())
      .filter((parent) => isObjectType(parent))
      .filter((parent) => parent !== schema.getMutationType());
    const strict = others.flatMap((parent) =>
      Object.values(parent.getFields())
        .filter((field) => getNamedType(field.type) === type && cannotBeNull(field.type))
        .map(({ name }) => `${parent.name}.${name} cannot be null for one object`),
    );
    expect(strict).toEqual([]);
  });

  it('are joined by the collections that the metadata contains', () => {
    const children = Object.values(type.getFields()).filter(({ extensions }) => extensions[childrenExtension] === true);
    expect(children.map(({ name }) => name)).toEqual(contains);
    expect(emulated?.children.map(({ collection }) => collection)).toEqual(contains);
  });
});

it('every exception is needed', () => {
  const needed = kinds.flatMap((kind) => [
    ...gapsOf(kind).map(({ name, place }) => exceptionFor(name, place)),
    ...[...(kind.create ? valuesOf(kind.create.input) : [])].flatMap(([name, { nullable }]) =>
      nullable ? [`${name}: needed`] : [],
    ),
    ...(['one', 'create', 'update', 'remove'] as const)
      .filter((operation) => kind[operation] === undefined)
      .map((operation) => `${kind.type.name}: ${operation}`),
  ]);
  expect(Object.keys(exceptions).filter((exception) => !needed.includes(exception))).toEqual([]);
});

it('a kind that is created, changed and listed has ten places', () => {
  const listed = kinds.filter(({ create, update, filter }) => create && update && filter);
  expect(listed.map((kind) => [...placesOf(kind).keys()])).toEqual([
    [
      'test/contract/csdl.ts',
      'MacOSSoftwareUpdateAccountSummary',
      'CreateSummaryInput',
      'the rules of CreateSummaryInput',
      'UpdateSummaryInput',
      'the rules of UpdateSummaryInput',
      'MacOSSoftwareUpdateAccountSummaryFilter',
      'MacOSSoftwareUpdateAccountSummaryOrderField',
      'emulator/graph/entity-types.ts',
      'docs/properties.md',
    ],
  ]);
});
