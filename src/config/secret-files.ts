/** Secrets in files, as container platforms mount them: `KEY_FILE` names the file for `KEY`. */
import { readFileSync } from 'node:fs';
import type { Environment } from './environment.js';

type FileKey = 'AZURE_CLIENT_SECRET_FILE' | 'REDIS_URL_FILE' | 'REDIS_SENTINEL_PASSWORD_FILE';

/**
 * The content without the line breaks at its end, which editors and `kubectl create secret --from-file` leave there.
 * Undefined after a problem, and if the key is not set.
 */
export function readSecretFile(env: Partial<Environment>, key: FileKey, problems: string[]): string | undefined {
  const path = env[key];
  if (path === undefined) return undefined;
  try {
    const content = readFileSync(path, 'utf8').replace(/[\r\n]+$/, '');
    if (content !== '' && content === content.trim()) return content;
    problems.push(`${key} must be a file with one value, without white space at its start or end`);
  } catch (error) {
    problems.push(`${key} must be the path of a readable file (${(error as NodeJS.ErrnoException).code})`);
  }
  return undefined;
}
