/** Random tokens and random responses of the authority. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { generateKeyPair, exportJWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { AuthorityBreaker } from '../../src/auth/authority/authority-breaker.js';
import { errorOfRefusal, clientError } from '../../src/auth/authority/authority-failure.js';
import { CallerVerifier } from '../../src/auth/callers/caller-verifier.js';
import { SigningKeys } from '../../src/auth/callers/signing-keys.js';
import { OperationRecord } from '../../src/core/operation-record.js';
import { CostLedger } from '../../src/core/cost-ledger.js';
import { GatewayError } from '../../src/core/gateway-error.js';
import type { Operation } from '../../src/core/operation.js';
import { Caller } from '../../src/core/caller.js';
import { anyText, patienceMs, tries } from '../support/fuzz.js';

const tenantId = '11111111-1111-4111-8111-111111111111';
const issuer = `https://authority.example/${tenantId}/v2.0`;
const operation = (): Operation => ({
  caller: new Caller([]),
  signal: new AbortController().signal,
  deadline: performance.now() + 60_000,
  logger: pino({ level: 'silent' }),
  record: new OperationRecord('request-7'),
  ledger: new CostLedger(0),
  written: [],
});

let good: string;
let verifier: CallerVerifier;
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'key' }];
  const getJson = (url: string): Promise<unknown> =>
    Promise.resolve(url.endsWith('/keys') ? { keys } : { issuer, jwks_uri: 'https://authority.example/keys' });
  const known = new SigningKeys('https://authority.example/d', tenantId, getJson, new AuthorityBreaker(1));
  const options = { tenants: [tenantId], audiences: ['gateway'], challenge: 'Bearer', keysOf: () => known };
  verifier = new CallerVerifier(options);
  good = await new SignJWT({ tid: tenantId, ver: '2.0', oid: 'ada', azp: 'app', scp: 'Read' })
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .setIssuer(issuer)
    .setAudience('gateway')
    .setNotBefore('0s')
    .setExpirationTime('1h')
    .sign(privateKey);
});

async function outcomeOf(token: string): Promise<string> {
  try {
    return (await verifier.verify(token, operation())).objectId;
  } catch (error) {
    return error instanceof GatewayError ? error.code : String(error);
  }
}

it(
  'a token with any one character of what is signed changed is refused',
  async () => {
    expect(await outcomeOf(good)).toBe('ada');
    const signedLength = good.lastIndexOf('.');
    const change = fc.tuple(fc.nat(signedLength - 1), fc.constantFrom(...'aZ09-_.=é'));
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        const changed = good.slice(0, at) + character + good.slice(at + 1);
        expect(await outcomeOf(changed)).toBe(changed === good ? 'ada' : 'UNAUTHENTICATED');
      }),
      tries(500),
    );
  },
  patienceMs,
);

it(
  'any header and payload without a signature of the authority are refused',
  async () => {
    const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
    const header = fc.oneof(fc.constant({ alg: 'RS256', kid: 'key' }), fc.object({ maxDepth: 2 }), fc.jsonValue());
    const payload = fc.oneof(
      fc.record({ tid: fc.constant(tenantId), ver: fc.constantFrom('1.0', '2.0'), exp: fc.anything() }),
      fc.jsonValue(),
    );
    const signature = fc.oneof(fc.base64String(), fc.constant(''), anyText);
    await fc.assert(
      fc.asyncProperty(header, payload, signature, async (head, claims, signed) => {
        const safe = JSON.parse(
          JSON.stringify(claims, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)) ?? 'null',
        ) as unknown;
        expect(await outcomeOf(`${encoded(head)}.${encoded(safe)}.${signed}`)).toBe('UNAUTHENTICATED');
      }),
      tries(500),
    );
  },
  patienceMs,
);

describe('any response of the token endpoint', () => {
  it('is a code of the catalogue, and none of its words are returned or logged', () => {
    const secret = 'words-of-the-authority';
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          error: fc.constantFrom('invalid_grant', 'invalid_client', 'interaction_required', 'invalid_scope', secret, 7),
          error_codes: fc.oneof(
            fc.array(fc.constantFrom(65001, 50076, 90033, 7000215, 500131, secret)),
            fc.jsonValue(),
          ),
          error_description: fc.constant(secret),
          suberror: fc.constantFrom('consent_required', 'basic_action', secret),
          claims: fc.constantFrom(...[secret, `{"${secret}":{}}`], ...['{"access_token":{"acrs":null}}', '[]', 7]),
          correlation_id: fc.constantFrom(secret, tenantId, 7),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, answer) => {
        const failure = errorOfRefusal(status, answer, undefined, 'AZURE_CLIENT_SECRET', []);
        const said = clientError(failure, 'Bearer');
        const claims = Buffer.from(said.details.claims ?? '', 'base64').toString();
        const all = `${JSON.stringify(failure)} ${failure.message} ${said.message} ${JSON.stringify(said)} ${claims}`;
        expect(all).not.toContain(secret);
        expect(['GRAPH_UNAVAILABLE', 'FORBIDDEN', 'UNAUTHENTICATED', 'INTERNAL_SERVER_ERROR']).toContain(said.code);
      }),
      tries(2000),
    );
  });
});
