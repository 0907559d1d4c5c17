/** The files that a pod's variables name, with contents of the kind that each is for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate } from 'selfsigned';

/** Where the chart mounts everything. */
export const mountedFolder = '/etc/gateway';

export async function writeMounted(environment: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'gateway' }], { algorithm: 'sha256' });
  const contents: Readonly<Record<string, string>> = {
    AZURE_CLIENT_SECRET_FILE: 'a-client-secret\n',
    AZURE_CLIENT_CERTIFICATE_PATH: `${key}\n${cert}`,
    // Nothing listens there: a gateway starts without its Redis.
    REDIS_URL_FILE: `${environment['REDIS_CA_PATH'] ? 'rediss' : 'redis'}://127.0.0.1:9\n`,
    REDIS_SENTINEL_PASSWORD_FILE: 'a-password\n',
    REDIS_CA_PATH: cert,
    TRUSTED_DOCUMENTS: readFileSync('test/operations/persisted-query-manifest.json', 'utf8'),
    NODE_EXTRA_CA_CERTS: cert,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(environment)) {
    if (!path.startsWith(mountedFolder)) continue;
    const content = contents[name];
    if (content === undefined) throw new Error(`what is in the file of ${name}?`);
    const file = join(folder, path.slice(mountedFolder.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** What the webhook of workload identity adds, as its documentation says. */
export function withWebhook(
  environment: Readonly<Record<string, string>>,
  podLabels: Readonly<Record<string, string>>,
  annotations: Readonly<Record<string, string>>,
  tokenFile: string,
): Record<string, string> {
  if (podLabels['azure.workload.identity/use'] !== 'true') return { ...environment };
  return {
    AZURE_CLIENT_ID: annotations['azure.workload.identity/client-id'] ?? '',
    AZURE_TENANT_ID: annotations['azure.workload.identity/tenant-id'] ?? '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
    AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
    AZURE_FEDERATED_TOKEN_FILE: tokenFile,
    ...environment,
  };
}
