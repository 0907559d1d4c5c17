/** How many values a JSON text holds, counted without parsing it: what parsing costs in time and memory is known before. */

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;

/**
 * Members of all lists and objects; an empty one counts once more. It stops beyond `limit`. A text that is not JSON has any
 * count, and the parser rejects it.
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
