/**
 * `NODE_EXTRA_CA_CERTS`: Node.js only prints a sentence on standard error if it cannot read the file, and goes on without.
 */
import { readFileSync } from 'node:fs';

const key = 'NODE_EXTRA_CA_CERTS';

export function warningsOfExtraCertificates(variables: NodeJS.ProcessEnv): readonly string[] {
  const path = variables[key];
  if (path === undefined || path === '') return [];
  try {
    if (isPemCertificate(readFileSync(path, 'latin1'))) return [];
    return [`${key} has no effect: its file holds no certificate in PEM`];
  } catch {
    return [`${key} has no effect: its file cannot be read`];
  }
}

/** As in `BEGIN CERTIFICATE` and `BEGIN TRUSTED CERTIFICATE`. */
export function isPemCertificate(content: string): boolean {
  return /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/.test(content);
}
