/**
 * How the gateway proves its identity to the authority, for @azure/identity and for msal-node.
 *
 * Files are read each time they are needed, because certificates and federated tokens are replaced while the gateway
 * runs.
 */
import { readFile } from 'node:fs/promises';
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import type { NodeAuthOptions } from '@azure/msal-node';
import type { Registration } from '../../config/auth.js';
import type { CredentialConfig } from '../../config/credential.js';
import { failureWord } from '../../core/failure-word.js';
import { RunningExchange } from './authority-exchange.js';
import { AuthorityError } from './authority-failure.js';
import { readCertificate } from './client-certificate.js';
import type { AuthorityNetwork } from './authority-http.js';

/** The environment variable to report if the authority rejects the credential. */
export const settingOf: Readonly<Record<CredentialConfig['kind'], string>> = {
  secret: 'AZURE_CLIENT_SECRET',
  'secret-file': 'AZURE_CLIENT_SECRET_FILE',
  certificate: 'AZURE_CLIENT_CERTIFICATE_PATH',
  'federated-token-file': 'AZURE_FEDERATED_TOKEN_FILE',
  'managed-identity': 'AUTH_MANAGED_IDENTITY',
};

/** A new one for each token, so that tokens are cached only where the gateway can drop them. */
export async function tokenCredential(registration: Registration, network: AuthorityNetwork): Promise<TokenCredential> {
  const { tenantId, clientId, credential, authorityHost, authorityKnown } = registration;
  const options = {
    authorityHost,
    disableInstanceDiscovery: !authorityKnown,
    httpClient: network,
    retryOptions: { maxRetries: 0 },
  };
  switch (credential.kind) {
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, credential.secret, options);
    case 'secret-file':
      return new ClientSecretCredential(tenantId, clientId, await readSecret(credential.path), options);
    case 'certificate':
      await readCertificate(credential.path);
      return new ClientCertificateCredential(tenantId, clientId, { certificatePath: credential.path }, options);
    case 'federated-token-file':
      return new WorkloadIdentityCredential({ tenantId, clientId, tokenFilePath: credential.path, ...options });
    case 'managed-identity':
      return managedIdentity(credential.clientId, network);
  }
}

/** The credential with which msal-node signs the exchange. */
export async function msalCredential(
  { kind, ...rest }: CredentialConfig,
  network: AuthorityNetwork,
): Promise<Partial<NodeAuthOptions>> {
  const credential = { kind, ...rest } as CredentialConfig;
  try {
    switch (credential.kind) {
      case 'secret':
        return { clientSecret: credential.secret };
      case 'secret-file':
        return { clientSecret: await readSecret(credential.path) };
      case 'certificate': {
        const { pem, thumbprintSha256 } = await readCertificate(credential.path);
        return { clientCertificate: { thumbprintSha256, privateKey: pem } };
      }
      case 'federated-token-file':
        return { clientAssertion: (await readFile(credential.path, 'utf8')).trim() };
      case 'managed-identity': {
        const { token } = await managedIdentity(credential.clientId, network).getToken(credential.exchangeScope);
        return { clientAssertion: token };
      }
    }
  } catch (error) {
    if (error instanceof AuthorityError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const known = typeof code === 'string' && /^E[A-Z]{1,20}$/.test(code) ? code : undefined;
    const { exchange, unreached } = network.direct;
    const reason = known ?? unreached ?? 'no credential';
    throw new AuthorityError('misconfigured', { reason, setting: settingOf[credential.kind], exchange });
  }
}

/** The line breaks at the end of a mounted file are not part of the secret. */
async function readSecret(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).replace(/[\r\n]+$/, '');
}

/**
 * The endpoint of a managed identity is on this machine or its link. @azure/identity would ask it through the proxy that
 * `HTTPS_PROXY` or `HTTP_PROXY` names.
 */
function managedIdentity(clientId: string | undefined, network: AuthorityNetwork): ManagedIdentityCredential {
  return new ManagedIdentityCredential({
    httpClient: directClient(network),
    ...(clientId === undefined ? {} : { clientId }),
  });
}

const httpClient = createDefaultHttpClient();
const noConnection = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_\w+)$/;

/** What happens is kept for the log: the library's own errors do not say why the endpoint was not reached. */
function directClient(network: AuthorityNetwork): HttpClient {
  return {
    async sendRequest(request) {
      // What its proxy policy has set.
      delete request.agent;
      const running = new RunningExchange(request.url);
      try {
        const response = await httpClient.sendRequest(request);
        running.starts();
        network.direct = { exchange: running.now };
        return response;
      } catch (error) {
        const unreached = failureWord(error);
        if (unreached === undefined || !noConnection.test(unreached)) running.starts();
        network.direct = { exchange: running.now, unreached };
        throw error;
      }
    },
  };
}
