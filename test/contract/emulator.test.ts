/** The emulator answers as Graph's reference and known Intune behaviour say, seen by a client without the gateway. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountSummary } from '../../src/emulator/graph/entity-types.js';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { referenceExample } from '../support/start.js';

interface GraphBody {
  readonly id: string;
  readonly value: readonly { readonly id: string }[];
  readonly error: { readonly code: string; readonly message: string; readonly innerError: Record<string, string> };
}

describe('the emulated Graph', () => {
  let graph: Emulator;
  const collection = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';
  const type = { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary' };
  beforeAll(async () => {
    graph = await startEmulator({ macs: 25 });
  });
  afterAll(() => graph.stop());

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { authorization: 'Bearer a' },
  ): Promise<{ status: number; headers: Headers; json: GraphBody }> {
    const response = await fetch(`${graph.url}/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: (text ? JSON.parse(text) : null) as GraphBody };
  }

  it('creates, reads, changes and deletes', async () => {
    const created = await call('POST', collection, { ...type, ...referenceExample });
    expect([created.status, created.json]).toEqual([
      201,
      {
        '@odata.context': `${graph.url}/$metadata#${collection}/$entity`,
        ...type,
        // What is not given is null.
        ...Object.fromEntries(Object.keys(accountSummary.properties).map((name) => [name, null])),
        id: created.json.id,
        ...referenceExample,
      },
    ]);
    const path = `${collection}/${created.json.id}`;
    expect((await call('GET', path)).json).toEqual(created.json);
    const changed = await call('PATCH', path, { ...type, osVersion: null });
    expect([changed.status, changed.json]).toEqual([200, { ...created.json, osVersion: null }]);
    expect([(await call('DELETE', path)).status, (await call('GET', path)).status]).toEqual([204, 404]);
  });

  it('lists its 25 reports, and their counts add up', async () => {
    const { json } = await call('GET', collection);
    expect(json.value).toHaveLength(25);
    for (const row of graph.accountSummaries()) {
      const ended = Number(row['successfulUpdateCount']) + Number(row['failedUpdateCount']);
      // Others are still in progress.
      expect(Number(row['totalUpdateCount'])).toBeGreaterThanOrEqual(ended);
    }
  });

  it('keeps nothing of a caller’s body but what the type declares', async () => {
    const before = graph.accountSummaries().length;
    const body = `{"@odata.type":"${type['@odata.type']}","__proto__":{"a":1}}`;
    expect((await call('POST', collection, body)).status).toBe(400);
    expect(graph.accountSummaries()).toHaveLength(before);
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['an unknown id', 'GET', `${collection}/absent`, undefined, 404, 'ResourceNotFound'],
    ['a method without a route', 'PUT', `${collection}/absent`, {}, 405, 'Request_BadRequest'],
    ['an unknown path', 'GET', 'deviceManagement/nothing', undefined, 400, 'BadRequest'],
    ['an unknown property', 'POST', collection, { ...type, ...referenceExample, a: 1 }, 400, 'BadRequest'],
    ['a wrong type', 'POST', collection, { ...type, ...referenceExample, osVersion: 26 }, 400, 'BadRequest'],
    [
      'an Int32 out of range',
      'POST',
      collection,
      { ...referenceExample, totalUpdateCount: 2 ** 31 },
      400,
      'BadRequest',
    ],
    [
      'a property that may not be null',
      'POST',
      collection,
      { ...referenceExample, displayName: null },
      400,
      'BadRequest',
    ],
    ['a missing property', 'POST', collection, type, 400, 'BadRequest'],
    ['no object', 'POST', collection, [1], 400, 'BadRequest'],
    ['no JSON', 'POST', collection, '{', 400, 'BadRequest'],
  ])('refuses %s', async (_what, method, path, body, status, code) => {
    const answer = await call(method, path, body);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(answer.json.error.innerError['request-id']).toBe(answer.headers.get('request-id'));
  });

  it('wants a bearer token, and repeats the id of the request', async () => {
    const headers = { 'client-request-id': 'c-1' };
    const answer = await call('GET', collection, undefined, headers);
    expect([answer.status, answer.json.error.code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(answer.headers.get('www-authenticate')).toContain('authorization_uri');
    expect(answer.json.error.innerError['client-request-id']).toBe('c-1');
  });
});
