/** The names of records. They reveal neither the caller nor its keys, which may be names of things. */
import { hash } from 'node:crypto';

export const prefix = 'macos-software-update-gateway:idempotency:';
/** Enough to keep the callers of a cluster apart. */
const tagCharacters = 22;

/** The part in braces is equal for all keys of one caller: a Redis Cluster keeps them in one slot, for one script. */
export function recordNames(scope: string, keys: readonly string[]): string[] {
  const start = `${prefix}{${hash('sha256', scope, 'base64url').slice(0, tagCharacters)}}:`;
  return keys.map((key) => start + hash('sha256', JSON.stringify([scope, key]), 'base64url'));
}
