/** A path below the version root, parsed: a collection, an object in it, or a count. */
import { badRequest } from './answers.js';
import type { EntityType, Outermost } from './entity-type.js';
import type { Parent } from './store.js';

export interface Target {
  readonly kind: 'collection' | 'object' | 'count';
  readonly type: EntityType;
  /** The type of the outermost collection around it. */
  readonly root: EntityType;
  /** The objects around it, outermost first. */
  readonly parents: readonly Parent[];
  readonly id: string;
  /** The collection as `@odata.context` names it. */
  readonly context: string;
}

/** Throws a Refusal for a path that is not in the metadata; that is a 400 in Graph, not a 404. */
export function parseTarget(path: string, outermost: Outermost): Target {
  const segments = path.replace(/^\//, '').split('/').map(decode);
  if (segments[0] !== 'deviceManagement') return outermostOf(outermost, '', segments);
  return outermostOf(outermost, 'deviceManagement', segments.slice(1));
}

function outermostOf(outermost: Outermost, place: keyof Outermost, segments: readonly string[]): Target {
  const [name = ''] = segments;
  const root = collectionOf(outermost[place], name);
  return { ...below(root, segments, [], place), root };
}

function below(
  type: EntityType,
  [name = '', id, ...rest]: readonly string[],
  parents: readonly Parent[],
  around: string,
): Omit<Target, 'root'> {
  const context = around === '' ? name : `${around}/${name}`;
  if (id === undefined) return { kind: 'collection', type, parents, id: '', context };
  if (id === '') throw unknownSegment(id);
  if (rest.length === 0) return { kind: id === '$count' ? 'count' : 'object', type, parents, id, context };
  const child = collectionOf(type.children, rest[0] ?? '');
  return below(child, rest, [...parents, { id, child }], `${context}('${id}')`);
}

function collectionOf(types: readonly EntityType[], name: string): EntityType {
  const type = types.find(({ collection }) => collection === name);
  if (type === undefined) throw unknownSegment(name);
  return type;
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
