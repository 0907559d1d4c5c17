/**
 * The values of labels. Each set is closed: whatever clients and Graph send, the number of series stays the same, because
 * series are never freed.
 */
import { STATUS_CODES } from 'node:http';

const other = 'other';

/** OpenTelemetry's word for a method that is not in the set. */
const otherMethod = '_OTHER';
const clientMethods = ['GET', 'POST', 'OPTIONS'];
const routes = ['/graphql', '/live', '/ready'];

export const methodLabel = (method: string): string => (clientMethods.includes(method) ? method : otherMethod);

/** `none`: no route has this path. */
export const routeLabel = (route: string): string => (routes.includes(route) ? route : 'none');

/** Of a client that left before its response began. */
const callerLeft = 499;

export const statusLabel = (status: number): string =>
  STATUS_CODES[status] === undefined && status !== callerLeft ? other : String(status);

/** Meta-fields such as `__schema`. All others are in the schema, because the document is valid. */
export const fieldLabel = (field: string): string => (field.startsWith('__') ? other : field);

export const operationLabel = (type: string | undefined): string =>
  type === 'query' || type === 'mutation' ? type : 'none';

/** What Redis replied is the first word of its sentence, which another server could choose. */
const redisFailures = [
  'TIMEOUT',
  'NOT_CONNECTED',
  'CONNECTION_CLOSED',
  'UNEXPECTED_REPLY',
  'WRONGTYPE',
  'NOAUTH',
  'NOPERM',
  'READONLY',
  'OOM',
  'MISCONF',
  'LOADING',
  'BUSY',
];

export const redisFailureLabel = (failure: string): string => (redisFailures.includes(failure) ? failure : other);

/** Templates that this process has called: those of the schema's resources, and no more than a Graph can make up. */
const maxTemplates = 50;

export class Templates {
  readonly #known = new Set<string>();

  /** The path without names of query options. */
  label(path: string): string {
    const end = path.indexOf('?');
    const template = end < 0 ? path : path.slice(0, end);
    if (this.#known.has(template)) return template;
    if (this.#known.size >= maxTemplates) return other;
    this.#known.add(template);
    return template;
  }
}

/** Undefined: names are not labels. Otherwise the names in the operator's manifest; all others are one. */
export function nameLabel(names: ReadonlySet<string> | undefined, name: string | undefined): string | undefined {
  if (names === undefined) return undefined;
  return name !== undefined && names.has(name) ? name : other;
}
