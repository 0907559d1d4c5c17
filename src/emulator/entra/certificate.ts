/**
 * The TLS certificate of the local authority, created at each start: it needs no renewal, and its key is never on disk.
 */
import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  /** Self-signed, so it is also the trust anchor for clients. */
  readonly cert: string;
}

/** For `localhost` and 127.0.0.1, and for another name when it is given. */
export async function selfSignedCertificate(hostName?: string): Promise<Certificate> {
  // Trust anchors are found by name: with two of the same name, a client would use the older one.
  const name = `local authority ${randomUUID()}`;
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      // Some clients accept only a CA as trust anchor.
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...(hostName === undefined ? [] : [{ type: 2 as const, value: hostName }]),
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
