/**
 * Every property of every kind of object, in all of its places. A failure names the place where one is missing.
 *
 * The emulator and the facts of the metadata have tables of their own, so that none hides a mistake of another.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isEnumType, type GraphQLField } from 'graphql';
import { childrenExtension } from '../../src/summaries/schema/source.decorators.js';
import { problemsOf } from '../../src/summaries/schema/validate-input.js';
import { gatewayOverAnswers, type HostileGraph } from '../support/hostile-graph.js';
import type { CsdlProperty, CsdlType } from './csdl.js';
import { inputClasses, kinds, kindsMissing, placesOf, rulesOf, schema, sdl, valuesOf, type Writing } from './kinds.js';

/** `<property>: <place>` -> why it is not there. A place is named without what is special to a kind. */
const exceptions: Readonly<Record<string, string>> = {
  'id: Update': 'the key of an object does not change',
  'id: Filter': 'an object is read by its key',
};

/** Null in the schema though the metadata promises a value: Graph may add a member that the schema does not know. */
const evolvable: readonly CsdlProperty['type'][] = ['macOSSoftwareUpdateCategory', 'macOSSoftwareUpdateState'];

/** How each type of the metadata appears elsewhere, and a value of it that no other property has. */
const typesOf: Readonly<
  Record<CsdlProperty['type'], { graphql: string; filter?: string; emulated: unknown; sample: (n: number) => unknown }>
> = {
  String: { graphql: 'String', filter: 'StringFilter', emulated: 'text', sample: (n) => `text ${n}` },
  Int32: { graphql: 'Int', filter: 'IntFilter', emulated: 'int32', sample: (n) => n },
  DateTimeOffset: {
    graphql: 'DateTimeOffset',
    filter: 'DateTimeOffsetFilter',
    emulated: 'date',
    sample: (n) => `2026-11-26T08:00:00.${String(n).padStart(7, '0')}+01:00`,
  },
  macOSSoftwareUpdateCategory: enumerated('MacOSSoftwareUpdateCategory'),
  macOSSoftwareUpdateState: enumerated('MacOSSoftwareUpdateState'),
};

function enumerated(graphql: string): { graphql: string; emulated: unknown; sample: (n: number) => unknown } {
  const type = schema.getType(graphql);
  const members = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  const name = `microsoft.graph.${graphql.replace(/^M/, 'm')}`;
  return { graphql, emulated: { name, members }, sample: (n) => members[n % members.length] };
}

/** As the exceptions name it: `Update` for the input of a change and for its rules. */
function exceptionFor(name: string, place: string): string {
  return `${name}: ${/Update|Filter/.exec(place.replaceAll('MacOSSoftwareUpdate', ''))?.[0]}`;
}

/** Each property with each place that does not have it. */
function gapsOf(kind: (typeof kinds)[number]): readonly { name: string; place: string }[] {
  const places = placesOf(kind);
  const names = [...new Set([...places.values()].flat())];
  return [...places].flatMap(([place, found]) =>
    names.filter((name) => !found.includes(name)).map((name) => ({ name, place })),
  );
}

let gateway: HostileGraph;
beforeAll(async () => (gateway = await gatewayOverAnswers()));
afterAll(() => gateway.stop());

it('every type of the metadata is a kind of the schema, and every kind is in the metadata and in the emulator', () => {
  const named = (list: readonly (typeof kinds)[number][]): string[] => list.map(({ type }) => type.name);
  expect({
    notInSchema: kindsMissing,
    notInMetadata: named(kinds.filter(({ graph }) => graph === undefined)),
    notInEmulator: named(kinds.filter(({ emulated }) => emulated === undefined)),
  }).toEqual({ notInSchema: [], notInMetadata: [], notInEmulator: [] });
});

describe.each(kinds)('the properties of $type.name', (kind) => {
  const { type, graph, emulated, one, create, update, filter, order } = kind;
  const { properties, contains } = graph ?? ({ properties: {}, contains: [] } satisfies CsdlType);
  const all = Object.entries<CsdlProperty>(properties);
  const others = all.filter(([name]) => name !== 'id');
  const inputs = [create, update].flatMap((writing) => (writing === undefined ? [] : [writing.input]));
  const values = Object.fromEntries(all.map(([name, { type: own }], index) => [name, typesOf[own].sample(index + 1)]));

  it('are in all of their places, and nothing else is', () => {
    const unexplained = gapsOf(kind).filter(({ name, place }) => !(exceptionFor(name, place) in exceptions));
    expect(unexplained.map(({ name, place }) => `${name} is missing in ${place}`)).toEqual([]);
  });

  it('have the type of the metadata, and are null where it allows that', () => {
    const fields = valuesOf(type);
    expect(all.map(([name]) => [name, fields.get(name)?.type, fields.get(name)?.nullable])).toEqual(
      all.map(([name, { type: own, nullable }]) => [
        name,
        name === 'id' ? 'ID' : typesOf[own].graphql,
        nullable || evolvable.includes(own),
      ]),
    );
    const inEmulator = all.map(([name]) => {
      const { kind: emulatedKind, nullable } = emulated?.properties[name] ?? {};
      const sorted = typeof emulatedKind === 'object' ? withSortedMembers(emulatedKind) : emulatedKind;
      return [name, sorted, nullable];
    });
    expect(inEmulator).toEqual(
      all.map(([name, { type: own, nullable }]) => {
        const { emulated: expected } = typesOf[own];
        return [name, typeof expected === 'object' ? withSortedMembers(expected as never) : expected, nullable];
      }),
    );
    const conditions = filter?.getFields() ?? {};
    const compared = others.flatMap(([name]) => (filter ? [[name, getNamedType(conditions[name]?.type)?.name]] : []));
    expect(compared).toEqual(others.flatMap(([name, { type: own }]) => (filter ? [[name, typesOf[own].filter]] : [])));
  });

  it('have the same type and the same rules in each input, and are needed in a creation alone', () => {
    for (const input of inputs) {
      const fields = valuesOf(input);
      expect([input.name, others.map(([name]) => [name, fields.get(name)?.type, fields.get(name)?.nullable])]).toEqual([
        input.name,
        others.map(([name, { type: own }]) => [name, typesOf[own].graphql, input === update?.input]),
      ]);
    }
    if (create === undefined || update === undefined) return;
    const { id, ...ofCreate } = Object.fromEntries(rulesOf(create.input));
    expect(id).toEqual(['isId']);
    expect(Object.fromEntries(rulesOf(update.input))).toEqual(ofCreate);
  });

  it('can be cleared in an update only where they may be null, and their descriptions say so', () => {
    if (update === undefined) return;
    const inputClass = inputClasses.get(update.input.name) as new () => object;
    const fields = valuesOf(update.input);
    const clearing = others.map(([name]) => [
      name,
      problemsOf(Object.assign(new inputClass(), { [name]: null }), 'input').map(({ message }) => message),
      fields.get(name)?.description.includes('`null` clears it'),
    ]);
    expect(clearing).toEqual(
      others.map(([name, { nullable }]) => [name, nullable ? [] : [`${name} cannot be cleared`], nullable]),
    );
  });

  it('mean the same wherever they stand', () => {
    const meanings = valuesOf(type);
    const conditions = Object.values(filter?.getFields() ?? {});
    const copies = [...inputs.flatMap((input) => Object.values(input.getFields())), ...conditions]
      .filter(({ name }) => meanings.has(name))
      .concat((order?.getValues() ?? []) as never);
    expect(copies.length).toBeGreaterThan(0);
    const different = copies.filter(
      ({ name, description }) => description?.startsWith(meanings.get(name)?.description ?? '-') !== true,
    );
    expect(different.map(({ name, description }) => `${name}: ${description}`)).toEqual([]);
  });

  it('have the tag of personal data where they name a person', () => {
    const personal = all.filter(([, property]) => property.personal === true).map(([name]) => name);
    expect(tagged('type', type.name).toSorted()).toEqual([...personal, ...joinsOf(personal)].toSorted());
    if (filter) expect(tagged('input', filter.name).toSorted()).toEqual(personal.toSorted());
  });

  /** Fields that lead to another subgraph's entity by one of these properties. */
  function joinsOf(personal: readonly string[]): string[] {
    return Object.values(type.getFields())
      .filter(({ extensions }) => personal.includes(String(extensions['source'])))
      .map(({ name }) => name);
  }

  it('are asked of Graph and reach the client as they are', async () => {
    if (one === undefined) return;
    gateway.answers((_request, response) => response.end(JSON.stringify(values)));
    const { json } = await gateway.send(`{ r: ${callOf(one)} { ${all.map(([name]) => name).join(' ')} } }`);
    expect(json).toEqual({ data: { r: values } });
    const select = new URL(`http://graph${gateway.calls[0]?.split(' ')[1]}`).searchParams.get('$select');
    expect(select?.split(',').toSorted()).toEqual(all.map(([name]) => name).toSorted());
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
    if (create) expect(await sent(create, values)).toEqual({ ...named, ...values });
    if (update) expect(await sent(update, changes)).toEqual({ ...named, ...changes });
  });

  it('are joined by the collections that the metadata contains', () => {
    const children = Object.values(type.getFields()).filter(({ extensions }) => extensions[childrenExtension] === true);
    expect(children.map(({ name }) => name)).toEqual(contains);
    expect(emulated?.children.map(({ collection }) => collection)).toEqual(contains);
  });
});

it('every exception is needed', () => {
  const needed = kinds.flatMap(gapsOf).map(({ name, place }) => exceptionFor(name, place));
  expect([...new Set(needed)].toSorted()).toEqual(Object.keys(exceptions).toSorted());
});

it('a kind that is created, changed and listed has ten places', () => {
  const listed = kinds.filter(({ filter }) => filter !== undefined);
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

/** `name(id: "a", input: $input)`: each key is a letter. */
function callOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.map(({ name: argument }, index) =>
    argument === 'input' ? 'input: $input' : `${argument}: "${String.fromCharCode(97 + index)}"`,
  );
  return `${name}(${given.join(', ')})`;
}

/** The fields of a type or an input with the tag. */
function tagged(keyword: 'type' | 'input', name: string): string[] {
  const body = new RegExp(`\\n${keyword} ${name} [^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(sdl)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+)\b.*@tag\(name: "personal"\)/gm)].map(([, field]) => String(field));
}

function withSortedMembers({ name, members }: { name: string; members: readonly string[] }): object {
  return { name, members: members.toSorted() };
}
