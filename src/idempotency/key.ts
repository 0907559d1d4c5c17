/** A client's key, as an argument or in the header `Idempotency-Key`. */

/** As most services allow. */
export const maxKeyCharacters = 255;
export const keySentence = `must be 1 to ${maxKeyCharacters} visible ASCII characters`;

const visible = /^[\x21-\x7e]+$/;
/** A text of RFC 9651, section 3.3.3, without parameters. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

export function isKey(key: string): boolean {
  return key.length <= maxKeyCharacters && visible.test(key);
}

/**
 * In quotes, as the draft of the IETF wants it, or bare, as most clients send it. Undefined if it is not a key, and for two
 * headers, which Node.js joins by a comma and a space.
 */
export function keyOfHeader(value: string): string | undefined {
  const key = value.startsWith('"') ? quoted.exec(value)?.[1]?.replaceAll(/\\(["\\])/g, '$1') : value;
  return key !== undefined && isKey(key) ? key : undefined;
}
