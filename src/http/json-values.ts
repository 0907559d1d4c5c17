/** Counts the values of a JSON text without parsing it, so that the time and memory of parsing are known before. */

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;

/**
 * Counts the members of all lists and objects; an empty one counts once more. It stops beyond `limit`. The count of a
 * text that is not JSON is arbitrary; the parser rejects such a text.
 */
export function countJsonValues(text: Uint8Array, limit: number): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const byte = text[index];
    if (byte === quote) {
      index += 1;
      while (index < text.length && text[index] !== quote) index += text[index] === backslash ? 2 : 1;
    } else if (byte === comma || byte === openBracket || byte === openBrace) {
      count += 1;
      if (count > limit) return count;
    }
  }
  return count;
}
