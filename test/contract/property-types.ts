/** How the types of the metadata's properties appear in the schema and in the emulator. */
import { isEnumType } from 'graphql';
import { isRecord } from '../../src/core/is-record.js';
import type { CsdlProperty } from './csdl.js';
import { schema } from './kinds.js';

/** Null in the schema though the metadata promises a value: Graph may add a member that the schema does not know. */
export const evolvable: readonly CsdlProperty['type'][] = ['macOSSoftwareUpdateCategory', 'macOSSoftwareUpdateState'];

/** How each type of the metadata appears elsewhere, and a value of it that no other property has. */
export const typesOf: Readonly<
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

/** The conditions on a property; where it may be null, a filter can ask for that as well. */
export function filterOf({ type, nullable }: CsdlProperty): string | undefined {
  const { filter } = typesOf[type];
  return filter !== undefined && nullable ? `Nullable${filter}` : filter;
}

/** The members of an enumeration in the order of the alphabet; every other kind as it is. */
export function sorted(kind: unknown): unknown {
  if (!isRecord(kind)) return kind;
  return { name: kind['name'], members: (kind['members'] as readonly string[]).toSorted() };
}

/** One sentence for each property whose value in a place is not the expected one. */
export function differences(
  place: string,
  expected: Readonly<Record<string, unknown>>,
  found: (property: string) => unknown,
): string[] {
  return Object.entries(expected).flatMap(([property, value]) => {
    const [wanted, is] = [JSON.stringify(value), JSON.stringify(found(property))];
    return wanted === is ? [] : [`${property} is ${is} in ${place} and should be ${wanted}`];
  });
}
