/**
 * Graph's own message about a failure, cleaned for a client.
 *
 * Intune puts JSON into `error.message`, sometimes twice, with internal hosts, tenant paths and ids in it; other layers
 * answer with HTML. The result is plain text without any of that, or nothing.
 */
import { cut } from '../core/cut.js';
import { isRecord } from '../core/is-record.js';

/** Graph's error body, as far as the gateway reads it. */
export interface GraphErrorBody {
  readonly code: string | null;
  readonly words: Words;
  /** The whole text, to recognize known phrases; it is never shown. */
  readonly raw: string;
  /** Intune's machine-readable hint, such as `FeatureDisabled`. */
  readonly phrase: string | null;
  readonly innerError: Readonly<Record<string, unknown>>;
  readonly retryAfter: string | null;
  /** The code of the service behind Graph, where Graph has wrapped its answer. */
  readonly innerCode: string | null;
  /** `WWW-Authenticate` of the service behind Graph, as far as Graph repeats it in its words. */
  readonly challenge: string | undefined;
}

/** Graph's message for a person. Both are searched for secrets: the rest of a removed secret can look like a word. */
export type Words = {
  /** Before anything was taken out of it. */
  readonly said?: string | undefined;
  /** Null when nothing worth repeating is left. */
  readonly clean?: string | null | undefined;
};

const maxNesting = 4;
const maxParsedLength = 64 * 1024;
/** Far more than a client receives: the time of some patterns below grows with the square of the text's length. */
const maxReadLength = 2048;
const saysNothing = /^(an error has occurred|an error occurred|unknown error|error)?[.\s]*$/i;

/** Reads `{"error": {…}}`; undefined if the value is not one. */
export function readGraphErrorBody(value: unknown): GraphErrorBody | undefined {
  if (!isRecord(value) || !isRecord(value['error'])) return undefined;
  const error = value['error'];
  const message = text(error['message']) ?? '';
  const unwrapped = unwrap(message);
  return {
    code: cleanCode(error['code']),
    words: readWords(unwrapped.message),
    raw: `${text(error['code']) ?? ''} ${message}`.slice(0, maxParsedLength),
    phrase: unwrapped.phrase,
    innerError: innermost(error),
    retryAfter: unwrapped.retryAfter,
    innerCode: unwrapped.code,
    challenge: unwrapped.challenge,
  };
}

/** The start of a stack in .NET, Java, JavaScript and Python; the rest is not for clients. */
const stackBegins =
  / ?(?:--->|-{3} End of |Traceback \(most recent|\bat (?:async )?[\w$<>`]+(?:\.[\w$<>[\],`|+-]+)+ ?\().*/i;
/** As in `System.Web.Http.HttpResponseException`; permissions such as `DeviceManagementConfiguration.Read.All` stay. */
const internalTypes = /\b(?:System|Microsoft)(?:\.\w+)+:?|\b(?:\w+\.)+\w*(?:Exception|Error)\b:?/g;
const filePaths = /(?:\b[a-z]:\\|\\\\)\S*|(?<!\S)\/(?:[\w.-]+\/)+\S*/gi;
/** A word of this length is a key, a token, a hash, or base64. A GUID has 36 characters. */
const longWord = /[\w+/=~-]{40,}/g;

/**
 * One line of plain words: cut before "Operation ID" and before a stack, without markup, addresses, file paths, types,
 * keys and control characters.
 */
export function readWords(message: string): Words {
  if (/<\s*(!doctype|html|head|body)\b/i.test(message)) return { clean: null };
  const said = readable(message)
    .split(/ ?-? ?Operation ID\b/i, 1)
    .join('')
    .replace(stackBegins, '');
  const words = said
    .replace(/<[^>]*>/g, ' ')
    .replace(/[a-z][a-z0-9+.-]*:\/\/\S*/gi, '')
    .replace(filePaths, '')
    .replace(internalTypes, '')
    .replace(/\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|us|cn|de|local|internal)\b\S*/gi, '')
    .replace(/\beyJ[\w.-]*/g, '')
    .replace(longWord, (word) => (/^[A-Za-z]+$/.test(word) ? word : ''))
    .replace(/ +/g, ' ')
    .trim();
  return { said, clean: saysNothing.test(words) ? null : cut(words, 300) };
}

/** Null when nothing worth repeating is left. */
export function cleanWords(message: string): string | null {
  return readWords(message).clean ?? null;
}

/** One line, short enough to be searched; a long one ends with a whole word outside markup. */
function readable(message: string): string {
  const line = message.slice(0, maxParsedLength).replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ');
  if (line.length <= maxReadLength) return line;
  return line.slice(0, Math.max(0, line.lastIndexOf(' ', maxReadLength))).replace(/<[^<>]*$/, '');
}

interface Unwrapped {
  readonly message: string;
  readonly phrase: string | null;
  readonly retryAfter: string | null;
  readonly code: string | null;
  readonly challenge: string | undefined;
}

function unwrap(message: string): Unwrapped {
  let current = message;
  let phrase: string | null = null;
  let retryAfter: string | null = null;
  let code: string | null = null;
  let challenge: string | undefined;
  for (let level = 0; level < maxNesting; level += 1) {
    const start = current.trimStart();
    if (!start.startsWith('{')) break;
    const inner = parseRecord(start);
    // Truncated or oversized JSON has no words for a person.
    if (inner === undefined) return { message: '', phrase, retryAfter, code, challenge };
    phrase = text(inner['CustomApiErrorPhrase']) || phrase;
    code = text(inner['ErrorCode']) ?? code;
    challenge = challengeIn(inner['HttpHeaders']) ?? challenge;
    const seconds = inner['RetryAfter'];
    if (typeof seconds === 'string' || typeof seconds === 'number') retryAfter = String(seconds);
    current = text(inner['Message']) ?? text(inner['message']) ?? '';
  }
  return { message: current, phrase, retryAfter, code, challenge };
}

/** Intune's `HttpHeaders` are JSON in a text once more. */
function challengeIn(httpHeaders: unknown): string | undefined {
  const headers = parseRecord(text(httpHeaders) ?? '') ?? {};
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'www-authenticate');
  const values = name === undefined ? [] : [headers[name]].flat();
  return values.length > 0 && values.every((value) => typeof value === 'string') ? values.join(', ') : undefined;
}

/** `innerError` on the wire, `innererror` in the documentation, sometimes nested: outer members win. */
function innermost(error: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  let current: unknown = error['innerError'] ?? error['innererror'];
  for (let level = 0; level < maxNesting && isRecord(current); level += 1) {
    for (const [key, value] of Object.entries(current)) if (!(key in found)) found[key] = value;
    current = current['innerError'] ?? current['innererror'];
  }
  return found;
}

/** Intune's codes have spaces, as in `No method match route template`. */
const wellFormedCode = /^[A-Za-z0-9_.-]+(?: [A-Za-z0-9_.-]+)*$/;
const maxCodeLength = 100;

/** As Graph sent it, or null: a part of a code identifies nothing. */
function cleanCode(code: unknown): string | null {
  if (typeof code !== 'string' || code.length > maxCodeLength || !wellFormedCode.test(code)) return null;
  return cleanWords(code) === code ? code : null;
}

function parseRecord(json: string): Record<string, unknown> | undefined {
  if (json.length > maxParsedLength) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
