/** What a property means stands once, at its field of the object type. Inputs, filters and orders repeat it from there. */
import { getMetadataStorage } from 'type-graphql';

/** The descriptions of an object type's properties. Throws when one has none. */
export function meaningOf<T extends object>(type: new () => T): Readonly<Record<keyof T & string, string>> {
  const fields = getMetadataStorage().fields.filter(({ target }) => target === type);
  const entries = fields.map(({ name, description }) => {
    if (description === undefined) throw new Error(`${type.name}.${name} has no description`);
    return [name, description] as const;
  });
  return Object.fromEntries(entries) as Record<keyof T & string, string>;
}

/** On the key in a creation. */
export const keyIsChosen = 'If absent, Graph chooses one, which is recommended.';

/** On a property of a change that may be null. */
export function clearable(meaning: string): string {
  return `${meaning} \`null\` clears it.`;
}
