/**
 * Texts without their case, for `contains`: Unicode's simple case folding, with one exception. No other character
 * becomes an ASCII letter or the reverse, as in JavaScript's regular expressions with the flag `i`: the Kelvin sign is
 * not a `k`, and `ſ` is not an `s`.
 *
 * So a text with ASCII letters contains them in ASCII, and Graph, whose folding of other letters is unknown, can be
 * asked for those.
 *
 * Each character is folded alone. `toLowerCase` of a whole text is not: `Σ` becomes `ς` at the end of a word.
 */

const isAscii = /^[\0-\x7f]*$/;
const surrogate = /[\ud800-\udfff]/;
/** Characters of two code units. Their case pairs are simple. */
const supplementary = /[\u{10000}-\u{10ffff}]+/gu;
/** More would be too many arguments of one call. */
const unitsAtOnce = 4096;

let tableOfUnits: Uint16Array | undefined;

export function withoutCase(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  tableOfUnits ??= foldingTable();
  let folded = '';
  for (let start = 0; start < text.length; start += unitsAtOnce) {
    const end = Math.min(start + unitsAtOnce, text.length);
    const units: number[] = [];
    for (let index = start; index < end; index += 1) {
      const unit = text.charCodeAt(index);
      units.push(tableOfUnits[unit] ?? unit);
    }
    folded += String.fromCharCode(...units);
  }
  return surrogate.test(folded) ? folded.replace(supplementary, (run) => run.toLowerCase()) : folded;
}

/** The longest parts of a text that are ASCII. A text contains them, whatever the case, if it contains the whole. */
export function asciiPartsOf(text: string): readonly string[] {
  return text.match(/[\0-\x7f]+/g) ?? [];
}

/** Pairs of lower-case letters that look the same and have no upper-case letter of one character. */
const twins: ReadonlyMap<number, number> = new Map([
  [0x1fd3, 0x0390],
  [0x1fe3, 0x03b0],
  [0xfb06, 0xfb05],
]);

/** Made once, in about 10 ms, when a text that is not ASCII is first compared. */
function foldingTable(): Uint16Array {
  return Uint16Array.from({ length: 0x10000 }, (_, unit) => twins.get(unit) ?? folded(unit));
}

function folded(unit: number): number {
  const character = String.fromCharCode(unit);
  // Upper case first: several lower-case letters may have one upper-case letter, as `σ` and `ς`.
  const upper = alone(character.toUpperCase()) ?? character;
  const lower = (alone(upper.toLowerCase()) ?? upper).charCodeAt(0);
  return isAsciiUnit(lower) === isAsciiUnit(unit) ? lower : unit;
}

function isAsciiUnit(unit: number): boolean {
  return unit < 0x80;
}

function alone(text: string): string | undefined {
  return text.length === 1 ? text : undefined;
}
