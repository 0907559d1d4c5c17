/**
 * The issuer of one tenant for one version of tokens, and its signing keys, as the authority publishes them.
 *
 * Keys are replaced without notice: an unknown one makes the gateway read them again, immediately but not more often
 * than the cool-down allows. Otherwise each invented key id would cause a request. Cached keys stay in use while the
 * authority is unavailable.
 */
import { isRecord } from '../../core/is-record.js';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Logger } from '../../telemetry/logger.js';
import type { AuthorityBreaker } from '../authority/authority-breaker.js';
import { AuthorityError, lineOf } from '../authority/authority-failure.js';
import { signingKeysUnreadable } from '../../telemetry/events.js';

export const coolDownMs = 30_000;
export const refreshAfterMs = 3_600_000;

export interface Issuer {
  readonly issuer: string;
  readonly keyIds: ReadonlySet<string>;
  readonly keys: JWTVerifyGetKey;
}

export class SigningKeys {
  #known: Issuer | undefined;
  #loading: Promise<Issuer> | undefined;
  #loadedAt = 0;
  /** The time of the last refresh that a token caused, or that failed. */
  #triedAt = -Infinity;

  constructor(
    private readonly discoveryUrl: string,
    private readonly tenantId: string,
    private readonly getJson: (url: string, logger: Logger) => Promise<unknown>,
    private readonly breaker: AuthorityBreaker,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Fails with `AuthorityError` if no keys are cached and the authority is unavailable. */
  async issuerFor(keyId: string, logger: Logger): Promise<Issuer> {
    const known = this.#known;
    if (known === undefined) return this.#load(logger);
    const mayTry = this.now() - this.#triedAt >= coolDownMs;
    if (!known.keyIds.has(keyId) && (mayTry || this.#loading !== undefined)) {
      this.#triedAt = this.now();
      return this.#load(logger).catch(() => known);
    }
    if (mayTry && this.now() - this.#loadedAt >= refreshAfterMs) {
      this.#triedAt = this.now();
      void this.#load(logger).catch(() => undefined);
    }
    return known;
  }

  #load(logger: Logger): Promise<Issuer> {
    const url = this.discoveryUrl;
    this.#loading ??= this.breaker
      .execute(url, () => this.#fetch(logger))
      .then((issuer) => {
        this.#known = issuer;
        this.#loadedAt = this.now();
        return issuer;
      })
      .catch((error: unknown) => {
        const failure =
          error instanceof AuthorityError ? error : new AuthorityError('unavailable', { reason: 'unreadable keys' });
        signingKeysUnreadable(logger, { ...lineOf(failure, new URL(url).host), url });
        throw failure;
      })
      .finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #fetch(logger: Logger): Promise<Issuer> {
    const began = this.now();
    const unusable = (url: string, reason: string): AuthorityError => {
      const exchange = { host: new URL(url).host, sent: true, durationMs: Math.round(this.now() - began) };
      return new AuthorityError('unavailable', { reason, exchange });
    };
    const document = await this.getJson(this.discoveryUrl, logger);
    const issuer = isRecord(document) ? httpsUrl(document['issuer']) : undefined;
    const keysUrl = isRecord(document) ? httpsUrl(document['jwks_uri']) : undefined;
    if (issuer === undefined || keysUrl === undefined || !issuer.split('/').includes(this.tenantId)) {
      throw unusable(this.discoveryUrl, 'a discovery document without issuer or keys of the tenant');
    }
    const set = await this.getJson(keysUrl, logger);
    const all: unknown[] = isRecord(set) && Array.isArray(set['keys']) ? (set['keys'] as unknown[]) : [];
    const keys = all.filter((key) => isRecord(key) && this.#isFor(key, issuer)) as JSONWebKeySet['keys'];
    if (keys.length === 0) throw unusable(keysUrl, 'no keys for the issuer');
    return { issuer, keyIds: new Set(keys.map(({ kid }) => kid ?? '')), keys: createLocalJWKSet({ keys }) };
  }

  /** A shared key set names the issuer of each key, perhaps as a template. */
  #isFor(key: Readonly<Record<string, unknown>>, issuer: string): boolean {
    if (key['kty'] !== 'RSA' || typeof key['kid'] !== 'string') return false;
    const stated = key['issuer'];
    return typeof stated !== 'string' || stated.replace('{tenantid}', this.tenantId) === issuer;
  }
}

function httpsUrl(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith('https://') && URL.canParse(value) ? value : undefined;
}
