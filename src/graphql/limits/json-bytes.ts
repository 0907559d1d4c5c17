/** The length of a value as JSON in UTF-8, without writing it, so that a response beyond a limit is never built. */

/** A character is at most six bytes: an escape. */
const bytesOfCharacter = 6;
const bytesOfNumber = 24;

/** Whether `JSON.stringify(value)` has at most `limit` bytes. Throws for values that cannot be JSON. */
export function fitsInBytes(value: unknown, limit: number): boolean {
  // Most responses are so short that their texts need no exact measurement.
  return atMost(value, limit) <= limit || exactly(value, limit) <= limit;
}

/** At least the bytes of the value; it stops counting beyond `limit`. */
function atMost(value: unknown, limit: number): number {
  if (typeof value === 'string') return 2 + bytesOfCharacter * value.length;
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'bigint') throw new TypeError('a BigInt cannot be JSON');
    return bytesOfNumber;
  }
  let bytes = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      bytes += 1 + atMost(item, limit - bytes);
      if (bytes > limit) return bytes;
    }
    return bytes;
  }
  for (const key in value) {
    const member = memberOf(value, key);
    bytes += 4 + bytesOfCharacter * key.length + atMost(member, limit - bytes);
    if (bytes > limit) return bytes;
  }
  return bytes;
}

/** The bytes of the value; it stops counting beyond `limit`. */
function exactly(value: unknown, limit: number): number {
  if (typeof value === 'string') return bytesOfText(value, limit);
  if (value === null) return 4;
  if (typeof value !== 'object') return String(JSON.stringify(value) ?? 'null').length;
  // Brackets; each item except the first adds a comma.
  let bytes = 2;
  if (Array.isArray(value)) {
    bytes += Math.max(0, value.length - 1);
    for (const item of value) {
      bytes += exactly(item, limit - bytes);
      if (bytes > limit) return bytes;
    }
    return bytes;
  }
  let isFirst = true;
  for (const key in value) {
    const member = memberOf(value, key);
    if (member === undefined) continue;
    bytes += (isFirst ? 1 : 2) + bytesOfText(key, limit - bytes) + exactly(member, limit - bytes);
    if (bytes > limit) return bytes;
    isFirst = false;
  }
  return bytes;
}

/**
 * Not written into the loops over keys: V8 compiled such a loop for the shapes it had seen, dropped the code at the next
 * error of another shape, and did so again and again.
 */
function memberOf(value: object, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}

/** Printable ASCII without quote and backslash: one byte each. */
const plain = /^[ !#-[\]-~]*$/;
/** Most texts are no longer than this. For a long one a regular expression would be slower. */
const shortText = 64;

function bytesOfText(text: string, limit: number): number {
  if (text.length <= shortText && plain.test(text)) return text.length + 2;
  // If it is too long in any encoding, it need not be written.
  return text.length > limit ? text.length : Buffer.byteLength(JSON.stringify(text));
}
