/** The name of the schema that a client probably meant. */
import { closestMatch } from 'leven';

/** Undefined if none is similar: up to two fifths of the letters may differ, as in the suggestions of graphql-js. */
export function mostSimilar(sent: string, names: readonly string[]): string | undefined {
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  const maxDistance = Math.floor(sent.length * 0.4) + 1;
  const closest = closestMatch(sent.toLowerCase(), [...byLowerCase.keys()], { maxDistance });
  return closest === undefined ? undefined : byLowerCase.get(closest);
}
