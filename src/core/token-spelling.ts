/**
 * One token, one spelling. The last character of a base64url text has two or four bits that decoders ignore, and `=` may
 * follow it, so the signature of one JWT can be written in up to 32 ways that decode to the same bytes.
 *
 * What is remembered about a token is remembered by its canonical spelling; otherwise each spelling has an entry of its own.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 7515, section 2: without padding and with unread bits of zero. What is not a JWT stays as it is. */
export function canonicalSpelling(token: string): string {
  const parts = token.split('.');
  // A signed token has three parts, an encrypted one five. An opaque token has no spelling but its own.
  if (parts.length !== 3 && parts.length !== 5) return token;
  const canonical = parts.map(canonicalPart);
  return canonical.every((part, index) => part === parts[index]) ? token : canonical.join('.');
}

function canonicalPart(part: string): string {
  const text = part.endsWith('=') ? part.replace(/={1,2}$/, '') : part;
  const unreadBits = [0, 0, 4, 2][text.length % 4] ?? 0;
  const last = alphabet.indexOf(text.at(-1) ?? '');
  const read = (last >> unreadBits) << unreadBits;
  return last < 0 || read === last ? text : text.slice(0, -1) + alphabet.charAt(read);
}
