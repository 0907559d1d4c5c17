/**
 * Why a server could not be reached, in a few words for the log: a code of Node.js, OpenSSL or undici, or the proxy's
 * response.
 */

import { isRecord } from './is-record.js';

/** As in `ECONNREFUSED`, `CERT_HAS_EXPIRED` and `UND_ERR_CONNECT_TIMEOUT`. */
const failureCode = /^[A-Z][A-Z0-9_]{1,59}$/;
/** undici's only sentence for a proxy that opens no tunnel. */
const proxyAnswer = /^Proxy response \((\d{3})\)/;
const maxCauses = 5;

/** The innermost code counts: the outer ones name the library that wraps it. Undefined without a code. */
export function failureWord(error: unknown): string | undefined {
  let word: string | undefined;
  let current = error;
  for (let depth = 0; depth < maxCauses && isRecord(current); depth += 1) {
    const [, status] = proxyAnswer.exec(String(current['message'])) ?? [];
    if (status !== undefined) return `the proxy answered ${status}`;
    const code = current['code'];
    if (typeof code === 'string' && failureCode.test(code)) word = code;
    current = current['cause'];
  }
  return word;
}
