/** What a key stands for: two creations with one key are the same only if all of this is equal. */
import { hash } from 'node:crypto';
import { isRecord } from '../core/is-record.js';

export interface Payload {
  /** The type that is created, as in the schema. */
  readonly type: string;
  /** The address of the object that contains it. */
  readonly parentPath: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the client selects is not part of it. */
export function fingerprintOf(key: string, { type, parentPath, body }: Payload): string {
  return hash('sha256', JSON.stringify([key, type, parentPath, inOrder(body)]), 'base64url');
}

/** JSON does not say in which order members are. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return names.map((name) => [name, inOrder(value[name])]);
}
