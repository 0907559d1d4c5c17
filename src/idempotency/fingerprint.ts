/** What a key stands for: two creations with one key are the same only if all of this is equal. */
import { hash } from 'node:crypto';
import { isRecord } from '../core/is-record.js';

export interface Payload {
  /** Of what is created, in the schema. */
  readonly typeName: string;
  /** The address of its collection, which has the keys of all objects above it. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the client selects is not part of it. */
export function fingerprintOf(key: string, { typeName, path, body }: Payload): string {
  return hash('sha256', JSON.stringify([key, typeName, path, inOrder(body)]), 'base64url');
}

/** JSON does not say in which order members are. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, inOrder(value[name])]);
}
