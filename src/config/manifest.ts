/** The manifest of trusted documents: a file in the format of Apollo's persisted query manifest. */
import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';

/** The documents by their ids, read once. A problem is added to the list; the result must not be used then. */
export function readManifest(path: string, problems: string[]): ReadonlyMap<string, string> {
  const bodies = new Map<string, string>();
  const problem = fill(bodies, path);
  if (problem !== undefined) problems.push(`TRUSTED_DOCUMENTS ${problem}`);
  return bodies;
}

/** The names of the operations in the documents. */
export function namesIn(bodiesById: ReadonlyMap<string, string>): ReadonlySet<string> {
  const definitions = [...bodiesById.values()].flatMap((body) => parse(body).definitions);
  return new Set(
    definitions.flatMap((each) => (each.kind === Kind.OPERATION_DEFINITION && each.name ? [each.name.value] : [])),
  );
}

/** Returns what is wrong with the file, if anything. */
function fill(bodies: Map<string, string>, path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return `must be the path of a readable file (${(error as NodeJS.ErrnoException).code})`;
  }
  const manifest = membersOf(fromJson(text));
  if (manifest === undefined) return 'must be a file with one JSON object';
  const { format, version, operations } = manifest;
  if (format !== 'apollo-persisted-query-manifest' || version !== 1 || !Array.isArray(operations)) {
    return 'must be a manifest of the format apollo-persisted-query-manifest, version 1';
  }
  for (const [index, operation] of operations.entries()) {
    const { id, body } = membersOf(operation) ?? {};
    const where = `operation ${index + 1} of ${operations.length}`;
    if (typeof id !== 'string' || id === '' || typeof body !== 'string') {
      return `must be a manifest with an id and a body in ${where}`;
    }
    if (bodies.has(id)) return `must be a manifest with each id once; ${where} repeats one`;
    if (!isDocument(body)) return `must be a manifest of GraphQL documents; the body of ${where} is not one`;
    bodies.set(id, body);
  }
  return undefined;
}

function isDocument(body: string): boolean {
  try {
    parse(body);
    return true;
  } catch {
    return false;
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
