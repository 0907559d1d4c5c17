/** The gateway's credential: how it proves its identity to the authority. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from './environment.js';
import { readSecretFile } from './secret-files.js';
import { isGuid } from './validators.js';

export type CredentialConfig =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'secret-file'; readonly path: string }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'federated-token-file'; readonly path: string }
  | {
      readonly kind: 'managed-identity';
      /** Client id of a user-assigned identity; absent for the machine's own. */
      readonly clientId?: string;
      /** Scope of the identity's token, where that token replaces a secret. */
      readonly exchangeScope: string;
    };

const keys = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_SECRET_FILE',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AUTH_MANAGED_IDENTITY',
] as const;

/** `exchange` is the audience of a managed identity's token. The result must not be used after a problem. */
export function readCredential(env: Partial<Environment>, exchange: string, problems: string[]): CredentialConfig {
  const [key, ...others] = keys.filter((name) => env[name] !== undefined);
  const value = key === undefined ? undefined : env[key];
  if (key === undefined || value === undefined) {
    problems.push(`${keys[0]} must be set, or one of: ${keys.slice(1).join(', ')}`);
    return { kind: 'secret', secret: '' };
  }
  if (others.length > 0) problems.push(`${key} must be the only credential; ${others.join(', ')} must be absent`);
  switch (key) {
    case 'AZURE_CLIENT_SECRET':
      return { kind: 'secret', secret: value };
    case 'AZURE_CLIENT_SECRET_FILE':
      readSecretFile(env, key, problems);
      return { kind: 'secret-file', path: value };
    case 'AZURE_CLIENT_CERTIFICATE_PATH':
      checkCertificate(value, problems);
      return { kind: 'certificate', path: value };
    case 'AZURE_FEDERATED_TOKEN_FILE':
      readable(key, value, problems);
      return { kind: 'federated-token-file', path: value };
    case 'AUTH_MANAGED_IDENTITY':
      if (value !== 'system' && !isGuid(value)) {
        problems.push(`${key} must be system, or the client id of a user-assigned identity`);
      }
      return {
        kind: 'managed-identity',
        ...(value === 'system' ? {} : { clientId: value }),
        exchangeScope: `${exchange}/.default`,
      };
  }
}

function readable(key: string, path: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(`${key} must be the path of a readable file (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

function checkCertificate(path: string, problems: string[]): void {
  const pem = readable('AZURE_CLIENT_CERTIFICATE_PATH', path, problems);
  if (pem === undefined) return;
  try {
    if (new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem))) return;
  } catch {
    // OpenSSL's message may contain parts of the file.
  }
  problems.push('AZURE_CLIENT_CERTIFICATE_PATH must be a PEM file with a certificate and its private key, unencrypted');
}
