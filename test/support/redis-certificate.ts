/** An authority of one's own and a certificate for a Redis, as files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface RedisCertificate {
  /** The authority, for `REDIS_CA_PATH`. */
  readonly caPath: string;
  readonly ca: string;
  /** Settings of redis-server, besides its port. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): void;
}

export async function redisCertificate(name: string): Promise<RedisCertificate> {
  const kind = { keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'authority of Redis' }], {
    ...kind,
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  const server = await generate([{ name: 'commonName', value: name }], {
    ...kind,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
    ca: { key: authority.private, cert: authority.cert },
  });
  const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
  const write = (file: string, content: string): string => {
    const path = join(folder, file);
    writeFileSync(path, content);
    return path;
  };
  const caPath = write('ca.pem', authority.cert);
  return {
    caPath,
    ca: authority.cert,
    settings: {
      port: '0',
      'tls-cert-file': write('cert.pem', server.cert),
      'tls-key-file': write('key.pem', server.private),
      'tls-ca-cert-file': caPath,
      'tls-auth-clients': 'no',
      'tls-replication': 'yes',
    },
    stop: () => rmSync(folder, { recursive: true, force: true }),
  };
}
