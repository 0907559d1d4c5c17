/** Bytes of a response -> JSON: `Content-Encoding` is decoded first, within the limit of a response. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

/** The limits of a decoded and of an encoded body. */
export const maxResponseBytes = 10 * 1024 * 1024;
/** A server that encodes twice is legal and rare; more is an attack. */
const maxEncodings = 2;

export type ResponseBody =
  | { readonly kind: 'json'; readonly json: unknown }
  /** Only white space. */
  | { readonly kind: 'empty' }
  /** HTML or XML: a page of a layer between the gateway and Graph. */
  | { readonly kind: 'markup' }
  | { readonly kind: 'not-json' }
  /** Longer than the limit when decoded. */
  | { readonly kind: 'too-large' };

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
  deflate: inflated,
};

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** A promise only for an encoded body: the gateway requests none, but a proxy may encode it anyway. */
export function readBody(headers: IncomingHttpHeaders, bytes: Buffer): ResponseBody | Promise<ResponseBody> {
  const encoding = headers['content-encoding'];
  return encoding === undefined || bytes.length === 0 ? parsed(bytes) : decoded(encoding, bytes);
}

async function decoded(contentEncoding: string, bytes: Buffer): Promise<ResponseBody> {
  const encodings = contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > maxEncodings) return { kind: 'not-json' };
  let body = bytes;
  try {
    // The last one was applied last.
    for (const name of encodings.reverse()) {
      const decode = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
      if (decode === undefined) return { kind: 'not-json' };
      body = await decode(body, { maxOutputLength: maxResponseBytes });
    }
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    // A header may name an encoding that the body does not have.
    return isTooLarge ? { kind: 'too-large' } : parsed(bytes);
  }
  return parsed(body);
}

/** Some servers send the format of `deflate` without its header. */
async function inflated(bytes: Buffer, options: { maxOutputLength: number }): Promise<Buffer> {
  const hasHeader = ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0;
  return promisify<Buffer, object, Buffer>(hasHeader ? inflate : inflateRaw)(bytes, options);
}

function parsed(bytes: Buffer): ResponseBody {
  if (bytes.length === 0) return { kind: 'empty' };
  if (!isUtf8(bytes)) return { kind: 'not-json' };
  const text = (bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes).toString('utf8');
  try {
    return { kind: 'json', json: JSON.parse(text) as unknown };
  } catch {
    const start = text.trimStart().charAt(0);
    return { kind: start === '' ? 'empty' : start === '<' ? 'markup' : 'not-json' };
  }
}

/**
 * Graph checks the token first, and answers in JSON. Proxies in front of it reject requests with any token, and answer
 * with pages.
 */
export function showsAcceptance(status: number, json: unknown): boolean {
  if (status === 204) return true;
  return json !== undefined && ((status >= 200 && status < 300) || [403, 404, 409, 412].includes(status));
}
