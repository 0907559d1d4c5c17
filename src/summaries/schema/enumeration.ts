/** Enumerations whose values are the names that clients and Graph use, each with its description. */
import { registerEnumType } from 'type-graphql';

/** `descriptions` has the values in their order. Returns the enumeration for fields, and for looking up values. */
export function enumeration<Value extends string>(
  name: string,
  description: string,
  descriptions: Readonly<Record<Value, string>>,
): { readonly [Each in Value]: Each } {
  const values = Object.keys(descriptions) as Value[];
  const members = Object.fromEntries(values.map((value) => [value, value])) as { [Each in Value]: Each };
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: descriptions[value] }])) as {
    [Each in Value]: { description: string };
  };
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}
