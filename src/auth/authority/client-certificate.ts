/**
 * The certificate with which the gateway signs in. It is read for each token, because it is replaced while the gateway
 * runs.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AuthorityError } from './authority-failure.js';

export interface ClientCertificate {
  /** Certificate and private key. */
  readonly pem: string;
  readonly thumbprintSha256: string;
}

/** The authority would only report that a signature is not valid. */
export async function readCertificate(path: string): Promise<ClientCertificate> {
  const pem = await readFile(path, 'utf8');
  const certificate = new X509Certificate(pem);
  const now = new Date();
  if (certificate.validToDate < now) throw outOfTime('the certificate has expired', certificate.validToDate);
  if (certificate.validFromDate > now) throw outOfTime('the certificate is not valid yet', certificate.validFromDate);
  return { pem, thumbprintSha256: createHash('sha256').update(certificate.raw).digest('hex').toUpperCase() };
}

function outOfTime(what: string, date: Date): AuthorityError {
  const reason = `${what}: ${date.toISOString()}`;
  return new AuthorityError('misconfigured', { reason, setting: 'AZURE_CLIENT_CERTIFICATE_PATH' });
}
