/** Limits of the head of a request: its URL, and the headers that the gateway or one of its libraries reads. */
import type { IncomingMessage } from 'node:http';
import { RequestError } from './error-responses.js';
import { maxAcceptCharacters } from './response-type.js';

const maxUrlCharacters = 8 * 1024;
/** Fastify's expression for parameters backtracks over blanks: 15,000 of them take 100 ms. */
const maxContentTypeCharacters = 256;

/** The rejection of a head that no client needs to send, or undefined. Runs before other code reads the headers. */
export function refuseHead({ url = '', headers, httpVersion }: IncomingMessage): RequestError | undefined {
  if (url.length > maxUrlCharacters) {
    return new RequestError(414, 'BAD_REQUEST', 'The URL is longer than 8 KiB; send the operation by POST.');
  }
  if (headers.host === undefined && httpVersion !== '1.0') {
    return new RequestError(400, 'BAD_REQUEST', 'The request has no Host header.');
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    return new RequestError(417, 'BAD_REQUEST', 'The Expect header must be 100-continue.');
  }
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    // Bodies are never decompressed, so they cannot expand.
    const sentence = 'The request body must not be compressed (Content-Encoding); it may have up to 1 MiB.';
    return new RequestError(415, 'BAD_REQUEST', sentence);
  }
  return (
    refuseLong('Content-Type', headers['content-type'], maxContentTypeCharacters) ??
    refuseLong('Accept', headers.accept, maxAcceptCharacters)
  );
}

/**
 * HTTP/1.0 has no `Host`, and HTTP/1.1 may leave it empty (RFC 9112, section 3.2). Apollo Server's integration still builds
 * a URL from it, and reads only the query.
 */
export function nameHost({ headers }: IncomingMessage): void {
  if (!headers.host) headers.host = 'gateway';
}

function refuseLong(name: string, value: string | undefined, limit: number): RequestError | undefined {
  if (value === undefined || value.length <= limit) return undefined;
  const count = value.length.toLocaleString('en');
  const sentence = `The ${name} header has ${count} characters; the limit is ${limit.toLocaleString('en')}.`;
  return new RequestError(431, 'BAD_REQUEST', sentence);
}
