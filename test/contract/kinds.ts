/**
 * Every kind of object in the schema, with all places that know its properties. Found in the schema, not listed, so that a
 * new kind cannot be left out.
 */
import { readFileSync } from 'node:fs';
import { getMetadataStorage } from 'class-validator';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { outermost } from '../../src/emulator/graph/entity-types.js';
import type { EntityType } from '../../src/emulator/graph/index.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { keyAboveExtension } from '../../src/summaries/schema/source.decorators.js';
import { csdl, type CsdlType } from './csdl.js';

const { schema, sdl, inputClasses } = schemaShape();
export { inputClasses, schema };

export interface Kind {
  readonly type: GraphQLObjectType;
  /** Undefined where the metadata has no type of the same name. */
  readonly graph: CsdlType | undefined;
  readonly emulated: EntityType | undefined;
  /** The query for one object, and the mutations, as far as the kind has them. */
  readonly one: GraphQLField<unknown, unknown> | undefined;
  readonly create: Writing | undefined;
  readonly update: Writing | undefined;
  readonly remove: GraphQLField<unknown, unknown> | undefined;
  /** Undefined where no list of this kind has the argument. */
  readonly filter: GraphQLInputObjectType | undefined;
  readonly order: GraphQLEnumType | undefined;
}

export interface Writing {
  readonly field: GraphQLField<unknown, unknown>;
  readonly input: GraphQLInputObjectType;
}

/** Entities of other subgraphs: no more than a key here. */
const stubs = ['ManagedDevice', 'User'];

const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
const fields = types.flatMap((type) => Object.values(type.getFields()));
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const emulatedTypes = Object.values(outermost).flat().flatMap(withChildren);

/** Every type with a key of its own. */
export const kinds: readonly Kind[] = types
  .filter((type) => 'id' in type.getFields() && !stubs.includes(type.name))
  .map((type) => {
    const ofOne = (field: GraphQLField<unknown, unknown>): boolean => getNullableName(field) === type.name;
    const ofPage = fields.filter((field) => isPageOf(field, type));
    const criterion = argumentOf(ofPage, 'orderBy');
    const graphName = type.name.replace(/^./, (first) => first.toLowerCase());
    return {
      type,
      graph: (csdl as Readonly<Record<string, CsdlType>>)[graphName],
      emulated: emulatedTypes.find(({ name }) => name === `microsoft.graph.${graphName}`),
      one: queries.find(ofOne),
      create: writingOf(mutations.find((field) => field.name.startsWith('create') && ofOne(field))),
      update: writingOf(mutations.find((field) => field.name.startsWith('update') && ofOne(field))),
      remove: mutations.find(({ name }) => name === `delete${type.name}`),
      filter: argumentOf(ofPage, 'filter'),
      order: criterion && enumOf(criterion, 'field'),
    };
  });

/** Names of the metadata's types that no kind stands for. */
export const kindsMissing = Object.keys(csdl).filter(
  (name) => !kinds.some(({ type }) => type.name.toLowerCase() === name.toLowerCase()),
);

function withChildren(type: EntityType): EntityType[] {
  return [type, ...type.children.flatMap(withChildren)];
}

/** The name of the type that a field returns one object of, or undefined. */
function getNullableName({ type }: GraphQLField<unknown, unknown>): string | undefined {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return isObjectType(nullable) ? nullable.name : undefined;
}

function isPageOf(field: GraphQLField<unknown, unknown>, row: GraphQLObjectType): boolean {
  const type = getNamedType(field.type);
  const nodes = isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return nodes !== undefined && getNamedType(nodes.type) === row;
}

function argumentOf(
  lists: readonly GraphQLField<unknown, unknown>[],
  name: string,
): GraphQLInputObjectType | undefined {
  const [found] = lists.flatMap(({ args }) => args.filter((argument) => argument.name === name));
  const type = found && getNamedType(found.type);
  return isInputObjectType(type) ? type : undefined;
}

function enumOf(input: GraphQLInputObjectType, name: string): GraphQLEnumType | undefined {
  const type = getNamedType(input.getFields()[name]?.type);
  return isEnumType(type) ? type : undefined;
}

function writingOf(field: GraphQLField<unknown, unknown> | undefined): Writing | undefined {
  const input = field && argumentOf([field], 'input');
  return field && input && { field, input };
}

/** The fields that hold a value of Graph: scalars and members of enumerations, but not keys that the address holds. */
export function valuesOf(type: GraphQLObjectType | GraphQLInputObjectType): ReadonlyMap<string, ValueField> {
  const fieldsOfType: readonly {
    name: string;
    type: unknown;
    description?: string | null | undefined;
    extensions: Readonly<Record<string, unknown>>;
  }[] = Object.values(type.getFields());
  const all = fieldsOfType.filter(({ extensions }) => extensions[keyAboveExtension] !== true);
  return new Map(
    all.flatMap(({ name, type: declared, description }) => {
      const named = getNamedType(declared as GraphQLObjectType);
      if (!isScalarType(named) && !isEnumType(named)) return [];
      return [[name, { type: named.name, nullable: !isNonNullType(declared), description: description ?? '' }]];
    }),
  );
}

export interface ValueField {
  readonly type: string;
  readonly nullable: boolean;
  readonly description: string;
}

/** The names of the rules on each property of an input, but for the one that refuses null. An enumeration is a rule. */
export function rulesOf(input: GraphQLInputObjectType): ReadonlyMap<string, readonly string[]> {
  const found = getMetadataStorage()
    .getTargetValidationMetadatas(inputClasses.get(input.name) as never, '', false, false)
    .filter(({ type, name }) => type === 'customValidation' && name !== 'notNull');
  return new Map(
    [...valuesOf(input)].map(([property, { type }]) => {
      const own = found.flatMap(({ propertyName, name }) => (propertyName === property ? [String(name)] : []));
      return [property, isEnumType(schema.getType(type)) ? [...own, type] : own.toSorted()];
    }),
  );
}

const page = readFileSync('docs/properties.md', 'utf8');

/** Each place of a kind with the names of the properties that are there. Places that the kind has no use for are left out. */
export function placesOf(kind: Kind): ReadonlyMap<string, readonly string[]> {
  const { type, graph, emulated, create, update, filter, order } = kind;
  const section = page.split('\n## ').find((text) => text.startsWith(`${type.name}\n`)) ?? '';
  const withRules = (input: GraphQLInputObjectType): readonly string[] =>
    [...rulesOf(input)].filter(([, rules]) => rules.length > 0).map(([name]) => name);
  const inputPlaces = [create, update].flatMap((writing): [string, readonly string[]][] =>
    writing === undefined
      ? []
      : [
          [writing.input.name, [...valuesOf(writing.input).keys()]],
          [`the rules of ${writing.input.name}`, withRules(writing.input)],
        ],
  );
  return new Map<string, readonly string[]>([
    ['test/contract/csdl.ts', Object.keys(graph?.properties ?? {})],
    [type.name, [...valuesOf(type).keys()]],
    ...inputPlaces,
    ...(filter
      ? [[filter.name, Object.keys(filter.getFields()).filter((name) => !['and', 'or', 'not'].includes(name))] as const]
      : []),
    ...(order ? [[order.name, order.getValues().map(({ name }) => name)] as const] : []),
    ['emulator/graph/entity-types.ts', Object.keys(emulated?.properties ?? {})],
    ['docs/properties.md', [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => String(name))],
  ]);
}

/** Each property with each place that does not have it. */
export function gapsOf(kind: Kind): readonly { name: string; place: string }[] {
  const places = placesOf(kind);
  const names = [...new Set([...places.values()].flat())];
  return [...places].flatMap(([place, found]) =>
    names.filter((name) => !found.includes(name)).map((name) => ({ name, place })),
  );
}

/** `name(id: "a", input: $input)`: each key is a letter. Without an idempotency key. */
export function callOf({ name, args }: GraphQLField<unknown, unknown>): string {
  const needed = args.filter(({ name: argument }) => argument !== 'idempotencyKey');
  const given = needed.map(({ name: argument }, index) =>
    argument === 'input' ? 'input: $input' : `${argument}: "${String.fromCharCode(97 + index)}"`,
  );
  return `${name}(${given.join(', ')})`;
}

/** The fields of a type or an input with the tag. */
export function tagged(keyword: 'type' | 'input', name: string): string[] {
  const body = new RegExp(`\\n${keyword} ${name} [^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(sdl)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+)\b.*@tag\(name: "personal"\)/gm)].map(([, field]) => String(field)).toSorted();
}
