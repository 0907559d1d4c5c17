/** Creations with an idempotency key, as a client sends them. */
import { referenceExample, token, type Answer, type TestGateway } from './start.js';

export const keyedMutation = `mutation Create($input: CreateSummaryInput!, $key: String) {
  created: createMacOSSoftwareUpdateAccountSummary(input: $input, idempotencyKey: $key) { id deviceId displayName }
}`;

export const bulkMutation = `mutation Import($inputs: [CreateSummaryInput!]!, $keys: [String!], $onInvalid: OnInvalid) {
  results: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs, idempotencyKeys: $keys, onInvalid: $onInvalid) {
    index replayed summary { id deviceId } error { code message retryAfterSeconds lookUp }
  }
}`;

export interface BulkResult {
  readonly index: number;
  readonly replayed: boolean;
  readonly summary: { readonly id: string; readonly deviceId: string } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export const inputOf = (deviceId: string): typeof referenceExample => ({ ...referenceExample, deviceId });

export const create = (
  gateway: Pick<TestGateway, 'send'>,
  deviceId: string,
  key: string | null,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
): Promise<Answer> => gateway.send(keyedMutation, { input: inputOf(deviceId), key }, headers);

export async function importAll(
  gateway: Pick<TestGateway, 'send'>,
  deviceIds: readonly string[],
  keys: readonly string[] | null,
): Promise<readonly BulkResult[]> {
  const { json } = await gateway.send(bulkMutation, { inputs: deviceIds.map(inputOf), keys });
  return json.data?.['results'] as readonly BulkResult[];
}

export const idOf = ({ json }: Answer): string | undefined =>
  (json.data?.['created'] as { id: string } | null | undefined)?.id;

export const codeOf = ({ json }: Answer): string | undefined => json.errors?.[0]?.extensions.code;

/** `extensions.idempotency` of the response. */
export const marksOf = ({ json }: Answer): unknown =>
  (json as { extensions?: { idempotency?: unknown } }).extensions?.idempotency;

/** A Graph token as Entra issues it: each has another serial. */
export const tokenOf = (oid: string, application: string, serial: number): string =>
  [{ alg: 'none' }, { tid: '11111111-1111-4111-8111-111111111111', oid, appid: application, serial }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('AAAA')
    .join('.');
