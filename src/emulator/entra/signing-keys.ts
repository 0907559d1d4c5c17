/**
 * The signing keys: one current key, and the published ones. Entra replaces its own without notice, and so may a test.
 */
import { randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type CryptoKey, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** As an attacker would see it. */
  readonly publicKeyPem: string;
  readonly jwk: JWK;
}

export class SigningKeys {
  #published: readonly SigningKey[];

  private constructor(first: SigningKey) {
    this.#published = [first];
  }

  static async create(): Promise<SigningKeys> {
    return new SigningKeys(await createSigningKey());
  }

  /** The one that signs from now on. */
  get current(): SigningKey {
    return this.#published[0] as SigningKey;
  }

  get published(): readonly SigningKey[] {
    return this.#published;
  }

  async rotate({ keepOld }: { keepOld: boolean }): Promise<void> {
    const next = await createSigningKey();
    this.#published = keepOld ? [next, ...this.#published] : [next];
  }
}

/** Extractable, since tests that forge tokens need the private key. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey, publicKey, publicKeyPem: await exportSPKI(publicKey), jwk };
}
