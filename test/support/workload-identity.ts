/** The identity that a cluster gives the gateway, which the authority accepts in place of a secret. */
import { SignJWT } from 'jose';
import type { SigningKey } from '../../src/emulator/entra/index.js';

const federated = { issuer: 'https://cluster.example/', subject: 'system:serviceaccount:gateway:gateway' };

/** For a registration that trusts the key. */
export const federatedBy = ({ publicKeyPem }: SigningKey) => ({ ...federated, publicKeyPem });

export const workloadToken = ({ privateKey }: SigningKey): Promise<string> =>
  new SignJWT({ iss: federated.issuer, sub: federated.subject, aud: 'api://AzureADTokenExchange' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
