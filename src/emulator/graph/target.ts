/** A path below the version root, read as what it addresses: a collection, an object in it, or how many there are. */
import { badRequest } from './answers.js';
import { outermost, type EntityType } from './entity-types.js';

export interface Target {
  readonly kind: 'collection' | 'object' | 'count';
  readonly type: EntityType;
  /** The type of the outermost collection around it. */
  readonly root: EntityType;
  /** Ids of the objects around it, outermost first. */
  readonly parents: readonly string[];
  readonly id: string;
  /** The collection as `@odata.context` names it. */
  readonly context: string;
}

/** Throws a Refusal for a path that metadata does not know; that is a 400 in Graph, not a 404. */
export function parseTarget(path: string): Target {
  const segments = path.replace(/^\//, '').split('/').map(decode);
  if (segments[0] !== 'deviceManagement') return outermostOf('', segments);
  return outermostOf('deviceManagement', segments.slice(1));
}

function outermostOf(place: keyof typeof outermost, segments: readonly string[]): Target {
  const [name = ''] = segments;
  const root = outermost[place].find(({ collection }) => collection === name);
  if (root === undefined) throw unknownSegment(name);
  return { ...below(root, segments, [], place), root };
}

function below(
  type: EntityType,
  [name = '', id, ...rest]: readonly string[],
  parents: readonly string[],
  around: string,
): Omit<Target, 'root'> {
  if (name !== type.collection) throw unknownSegment(name);
  const context = around === '' ? name : `${around}/${name}`;
  if (id === undefined) return { kind: 'collection', type, parents, id: '', context };
  if (id === '') throw unknownSegment(id);
  if (rest.length === 0) return { kind: id === '$count' ? 'count' : 'object', type, parents, id, context };
  if (type.child === undefined) throw unknownSegment(rest[0] ?? '');
  return below(type.child, rest, [...parents, id], `${context}('${id}')`);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`The segment '${segment}' is not encoded as a URL demands.`);
  }
}

function unknownSegment(segment: string): Error {
  return badRequest(`Resource not found for the segment '${segment}'.`);
}
