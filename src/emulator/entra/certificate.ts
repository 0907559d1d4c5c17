/** The TLS certificate of the local authority, made at each start: nothing to renew, and no key on any disk. */
import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  /** Signed by itself, so it is also what a client trusts. */
  readonly cert: string;
}

/** For `localhost` and 127.0.0.1, and for another name when it is given. */
export async function selfSignedCertificate(hostName?: string): Promise<Certificate> {
  // Trust anchors are found by their names: two of one name, and the younger authority would be mistaken for the older.
  const name = `local authority ${randomUUID()}`;
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      // Some clients take no trust anchor that is not a CA.
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
