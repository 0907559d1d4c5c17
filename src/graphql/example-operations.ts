/** The operations of examples/operations, with which the explorer and Apollo Sandbox start. */
import { readFileSync } from 'node:fs';

export interface ExampleOperation {
  readonly query: string;
  /** JSON. */
  readonly variables?: string | undefined;
}

/** In this order. The first one needs nothing but a token. */
const names = [
  'page-of-reports',
  'failed-reports',
  'statistics',
  'search-box',
  'by-keys-and-without-user',
  'categories-and-states',
  'reports-of-users',
  'create',
  'create-many',
  'change-and-delete',
];

/** None in an image, which has no examples. */
export function exampleOperations(): readonly ExampleOperation[] {
  return names.flatMap((name) => {
    const query = exampleFile(`${name}.graphql`);
    return query === undefined ? [] : [{ query, variables: withKeys(query, exampleFile(`${name}.variables.json`)) }];
  });
}

/** A creation of a page needs a key. The page that shows the operation puts a new one in this place. */
export const keyPlace = `explorer-${'0'.repeat(32)}`;

function withKeys(query: string, variables = '{}'): string | undefined {
  const given = JSON.parse(variables) as object;
  const keys = {
    ...(query.includes('$key: String') ? { key: keyPlace } : {}),
    ...(query.includes('$keys: [String!]') ? { keys: [keyPlace] } : {}),
  };
  const all = { ...given, ...keys };
  return Object.keys(all).length === 0 ? undefined : `${JSON.stringify(all, null, 2)}\n`;
}

function exampleFile(name: string): string | undefined {
  try {
    return readFileSync(new URL(`../../examples/operations/${name}`, import.meta.url), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
