/**
 * Whether variables must be checked before graphql-js coerces them. Most need no check, so this is one quick pass.
 *
 * The variables are within the limits: at most 20 levels deep.
 */

/**
 * Characters of the keys and texts in one object. graphql-js repeats the whole object in each of up to 50 errors about
 * it; 14,000 unknown keys took 300 ms. Inputs that fit the schema are rarely longer.
 */
const longObjectCharacters = 8192;

export function needCloserLook(variables: Readonly<Record<string, unknown>>): boolean {
  for (const name in variables) if (charactersOf(variables[name]) === Infinity) return true;
  return false;
}

/** Infinity if the check is needed. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return isInexact(value) ? Infinity : 0;
  if (typeof value !== 'object' || value === null) return 0;
  let characters = 0;
  if (Array.isArray(value)) {
    for (const item of value) characters += charactersOf(item);
    return characters;
  }
  for (const key in value) characters += key.length + charactersOf((value as Record<string, unknown>)[key]);
  return characters > longObjectCharacters ? Infinity : characters;
}

/**
 * Numbers beyond 2^53 lose digits in JSON. graphql-js accepts such a number as an `ID`, and the operation would use a
 * different object.
 */
function isInexact(value: number): boolean {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER;
}
