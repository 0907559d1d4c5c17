/**
 * One spelling for each token. The last character of a base64url text has two or four unused bits, and `=` may follow
 * it. So the signature of one JWT can be written in up to 32 ways that decode to the same bytes.
 *
 * What the gateway remembers about a token is stored under its canonical spelling; otherwise each spelling would have
 * an entry.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 7515, section 2: without padding, and with unused bits set to zero. A text that is not a JWT stays unchanged. */
export function canonicalSpelling(token: string): string {
  const parts = token.split('.');
  // A signed token has three parts, an encrypted one five. An opaque token has only one spelling.
  if (parts.length !== 3 && parts.length !== 5) return token;
  return parts.map(canonicalPart).join('.');
}

function canonicalPart(part: string): string {
  const text = part.endsWith('=') ? part.replace(/={1,2}$/, '') : part;
  // The number of characters that decode to the same bits, by how many characters stand in the last group of four.
  const spellings = [1, 1, 16, 4][text.length % 4] ?? 1;
  const last = alphabet.indexOf(text.slice(-1));
  const unusedBits = last % spellings;
  return unusedBits > 0 ? text.slice(0, -1) + alphabet.charAt(last - unusedBits) : text;
}
