/** Why Graph could not be reached: in a few words for the client, and whether another try can help. */
import { failureWord } from '../core/failure-word.js';

interface Kind {
  /** Codes of Node.js and OpenSSL. */
  readonly codes: RegExp;
  /** Continues "Microsoft Graph could not be reached: ". */
  readonly words: string;
}

const certificate: Kind = {
  codes:
    /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_|INVALID_(?:CA|PURPOSE)$|HOSTNAME_MISMATCH$)/,
  words: 'its certificate could not be verified',
};

const kinds: readonly Kind[] = [
  certificate,
  { codes: /^(?:ENOTFOUND|EAI_\w+)$/, words: 'its name could not be resolved' },
  {
    codes: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN|EACCES|EPERM)$/,
    words: 'no connection could be opened',
  },
  { codes: /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, words: 'opening a connection took too long' },
  { codes: /^(?:ERR_SSL_\w+|EPROTO)$/, words: 'no secure connection could be opened' },
  { codes: /^the proxy answered \d+$/, words: 'the outgoing proxy refused the connection' },
];

/** A sentence without names of hosts and without internals; undefined if nothing more is known. */
export function unreachableSentence(cause: unknown): string | undefined {
  const word = failureWord(cause);
  const kind = word === undefined ? undefined : kinds.find(({ codes }) => codes.test(word));
  return kind && `Microsoft Graph could not be reached: ${kind.words}.`;
}

/** A certificate is the same at the next try. */
export function isCertificateFault(cause: unknown): boolean {
  return certificate.codes.test(failureWord(cause) ?? '');
}
