/**
 * A token or password that was sent, and whether a text repeats it: whole, in part, with other characters in between,
 * or encoded. Responses of Graph and of the authority may contain all of these.
 *
 * Only failures are searched, never the rows of a response. The time grows linearly with the length of both texts.
 */

/** Values read from a response. Every text in them can be absent. */
export type Texts = string | null | undefined | readonly Texts[] | { readonly [name: string]: Texts };

/**
 * The same values without the texts that repeat a piece of a secret. It is applied to what is read from a response,
 * before a failure is created from it: once for Graph (graph/quotes.ts), once for the authority
 * (auth/authority/authority-failure.ts).
 */
export function withoutSecrets<Read extends Texts>(read: Read, secrets: readonly Secret[]): Read {
  return filtered(read, (text) => !secrets.some((secret) => secret.isIn(text))) as Read;
}

function filtered(read: Texts, mayPass: (text: string) => boolean): Texts {
  if (typeof read === 'string') return mayPass(read) ? read : undefined;
  if (read === null || read === undefined) return read;
  if (isList(read)) return read.map((each) => filtered(each, mayPass)).filter((each) => each !== undefined);
  return Object.fromEntries(Object.entries(read).map(([name, each]) => [name, filtered(each, mayPass)]));
}

/** `Array.isArray` does not narrow a type that may be a list that cannot be written to. */
function isList(read: Exclude<Texts, string | null | undefined>): read is readonly Texts[] {
  return Array.isArray(read);
}

/** Number of letters and digits in a row that make a piece. English text rarely agrees with a token for so long. */
const pieceLength = 12;
/** A step of half a piece finds every piece. A hit is then compared in detail. */
const stepLength = 6;
/** A few letters occur in any text, so a secret of fewer than 8 characters counts as a whole only. */
const leastLength = 4;

export class Secret {
  #normal: string | undefined;

  constructor(private readonly text: string) {}

  isIn(text: string): boolean {
    if (this.text === '') return false;
    if (text.includes(this.text)) return true;
    return readings(text).some((reading) => this.#isPieceIn(normalised(reading)));
  }

  /** The same for a GUID, in a fifth of the time: only one that resembles the secret is searched. */
  isInGuid(guid: string): boolean {
    // A piece of a short secret is shorter than two steps.
    if (this.text.length < 4 * pieceLength) return this.isIn(guid);
    const hex = guid.replaceAll('-', '').toLowerCase();
    const text = this.text.toLowerCase();
    const resembles = (digits: string): boolean => {
      for (let start = 0; start + stepLength <= digits.length; start += stepLength) {
        if (text.includes(digits.slice(start, start + stepLength))) return true;
      }
      return false;
    };
    return (resembles(hex) || resembles(guid.toLowerCase())) && this.isIn(guid);
  }

  #isPieceIn(text: string): boolean {
    const secret = (this.#normal ??= normalised(this.text));
    // Half of a short secret is a piece. Real tokens are longer.
    const piece = Math.min(pieceLength, Math.ceil(secret.length / 2));
    if (piece < leastLength) return false;
    // A piece is at least two steps long, so it contains a whole step wherever it begins.
    const step = Math.floor(piece / 2);
    return haveCommon(windows(text, step), secret, step, step) && hasCommonPiece(text, secret, piece);
  }
}

function hasCommonPiece(text: string, secret: string, piece: number): boolean {
  return haveCommon(windows(text, piece), secret, piece, 1);
}

function haveCommon(known: ReadonlySet<string>, text: string, width: number, step: number): boolean {
  for (let start = 0; start + width <= text.length; start += step) {
    if (known.has(text.slice(start, start + width))) return true;
  }
  return false;
}

function windows(text: string, width: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (let start = 0; start + width <= text.length; start += 1) found.add(text.slice(start, start + width));
  return found;
}

/** So that separators, line breaks and upper or lower case cannot hide a piece. */
function normalised(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

/** The text, and its decoded forms. */
function readings(text: string): string[] {
  const found = [text];
  if (text.includes('%')) found.push(text.replace(/%([0-9a-f]{2})/gi, (_all, code: string) => character(code)));
  if (text.includes('\\u')) found.push(text.replace(/\\u00([0-9a-f]{2})/gi, (_all, code: string) => character(code)));
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    // A run can begin anywhere inside the encoded text.
    for (let start = 0; start < 4; start += 1) found.push(Buffer.from(run.slice(start), 'base64').toString('latin1'));
    for (const [hex] of run.matchAll(/[0-9a-f]{24,}/gi)) {
      for (let start = 0; start < 2; start += 1) found.push(Buffer.from(hex.slice(start), 'hex').toString('latin1'));
    }
  }
  return found;
}

function character(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
