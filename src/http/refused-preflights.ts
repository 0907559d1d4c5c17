/**
 * Logs which preflights CORS turns down, and why: the page itself learns nothing but a failed request.
 *
 * The browser decides, by the headers of the answer. This follows the same rules over the same lists.
 */
import type { FastifyRequest, onSendHookHandler } from 'fastify';
import { cut } from '../core/cut.js';
import { preflightRefused } from '../telemetry/events.js';

/** An origin and a list of headers of usual length; the rest of a longer text is not logged. */
const loggedCharacters = 300;

export function logRefusedPreflight(methods: readonly string[], headers: readonly string[]): onSendHookHandler {
  // A page may use these methods and headers without permission (Fetch, "CORS-safelisted").
  const allowedMethods = new Set([...methods, 'HEAD']);
  const allowedHeaders = new Set(
    [...headers, 'accept', 'accept-language', 'content-language', 'range'].map((name) => name.toLowerCase()),
  );
  return (request, reply, _payload, done) => {
    const asked = askedFor(request);
    if (asked !== undefined) {
      const refused = [
        ...(reply.hasHeader('access-control-allow-origin') ? [] : ['origin']),
        ...(allowedMethods.has(asked.method) ? [] : ['method']),
        ...(namesIn(asked.headers).every((name) => allowedHeaders.has(name)) ? [] : ['headers']),
      ];
      if (refused.length > 0) preflightRefused(request.log, { refused, ...inLog(asked) });
    }
    done();
  };
}

type Preflight = Readonly<Record<'origin' | 'method' | 'headers', string>>;

/** Undefined if the request is not a preflight. */
function askedFor({ headers }: FastifyRequest): Preflight | undefined {
  const { origin, 'access-control-request-method': method, 'access-control-request-headers': names = '' } = headers;
  return origin === undefined || method === undefined ? undefined : { origin, method, headers: names };
}

function inLog({ origin, method, headers }: Preflight): Preflight {
  return {
    origin: cut(origin, loggedCharacters),
    method: cut(method, loggedCharacters),
    headers: cut(headers, loggedCharacters),
  };
}

function namesIn(list: string): string[] {
  return list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
