/** The names of records. They reveal neither the caller nor its keys, which may be names of things. */
import { hash } from 'node:crypto';

export const prefix = 'macos-software-update-gateway:idempotency:';
/** Enough to keep the callers of a cluster apart. */
const tagCharacters = 22;

/**
 * A function from a caller's key to the name. Equal keys of different callers have nothing in common. The part in braces is
 * equal for all keys of one caller: a Redis Cluster keeps them in one slot, for one script.
 */
export function recordNames(scope: string): (key: string) => string {
  const caller = hash('sha256', scope, 'base64url');
  const start = `${prefix}{${caller.slice(0, tagCharacters)}}:`;
  return (key) => start + hash('sha256', `${caller} ${key}`, 'base64url');
}
