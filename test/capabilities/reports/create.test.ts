import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { createMutation, gatewayOverEmulator, referenceExample, token } from '../../support/start.js';

describe('creating an account summary', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it("stores the reference's own example and reads it back, digit for digit", async () => {
    const { status, json } = await gateway.send(createMutation, { input: referenceExample });
    expect(json.errors).toBeUndefined();
    expect(status).toBe(200);
    const created = json.data?.['created'] as { id: string };
    expect(created).toEqual({ id: created.id, ...referenceExample });
    expect(gateway.graph.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/deviceManagement/macOSSoftwareUpdateAccountSummaries',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      body: { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary', ...referenceExample },
    });

    const read = await gateway.send(
      'query ($id: ID!) { read: macOSSoftwareUpdateAccountSummary(id: $id) { id lastUpdatedDateTime } }',
      { id: created.id },
    );
    expect(read.json.data?.['read']).toEqual({
      id: created.id,
      lastUpdatedDateTime: referenceExample.lastUpdatedDateTime,
    });
  });

  it('gives each call to Graph its own id', async () => {
    await gateway.send(createMutation, { input: referenceExample });
    await gateway.send(createMutation, { input: referenceExample });
    const ids = gateway.graph.requests.slice(-2).map((request) => request.headers['client-request-id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('passes text in any script, emoji and JSON-special characters unchanged', async () => {
    const displayName = 'Übung 更新 🍎 "\\/\b\n\t { } \u2028 مرحبا';
    const { json } = await gateway.send(createMutation, { input: { ...referenceExample, displayName } });
    expect(json.data?.['created']).toMatchObject({ displayName });
    expect(gateway.graph.requests.at(-1)?.body).toMatchObject({ displayName });
  });

  it('reports every broken rule together, wrong types and wrong values alike, and sends nothing', async () => {
    const before = gateway.graph.requests.length;
    const { status, json, text } = await gateway.send(createMutation, {
      input: {
        ...referenceExample,
        displayName: '  ',
        deviceId: 'x'.repeat(1025),
        failedUpdateCount: -1,
        totalUpdateCount: 2147483648,
        lastUpdatedDateTime: '2017-02-29T00:00:00Z',
        'secret-name': 1,
      },
    });
    expect(status).toBe(400);
    const [error] = json.errors ?? [];
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
    const paths = (error?.extensions['validationErrors'] as { path: string }[]).map(({ path }) => path).sort();
    expect(paths).toEqual([
      'input.deviceId',
      'input.displayName',
      'input.failedUpdateCount',
      'input.lastUpdatedDateTime',
      'input.secret-name',
      'input.totalUpdateCount',
    ]);
    expect(text).not.toContain('2147483648');
    expectCalls(gateway.graph.requests, before);
  });

  it.each([
    '2017-01-01',
    '2017-01-01T00:00:00',
    '2017-13-01T00:00:00Z',
    '2017-01-01T00:00:00.1234567890123Z',
    '2017-01-01 00:00:00Z',
  ])('rejects the date %s', async (lastUpdatedDateTime) => {
    const before = gateway.graph.requests.length;
    const { json } = await gateway.send(createMutation, { input: { ...referenceExample, lastUpdatedDateTime } });
    expectRefused(
      { json },
      { code: 'BAD_USER_INPUT', extensions: { validationErrors: [{ path: 'input.lastUpdatedDateTime' }] } },
    );
    expectCalls(gateway.graph.requests, before);
  });

  it.each(['..', '.', 'a/..', '%2e', '$count', '', ' ', '\u0000'])(
    'rejects the id %j before Graph sees it',
    async (id) => {
      const before = gateway.graph.requests.length;
      const { json } = await gateway.send('query ($id: ID!) { macOSSoftwareUpdateAccountSummary(id: $id) { id } }', {
        id,
      });
      expectRefused({ json }, { code: 'BAD_USER_INPUT' });
      expectCalls(gateway.graph.requests, before);
    },
  );

  it('answers null and NOT_FOUND for a report that Graph does not have, without internal addresses', async () => {
    const { json, text } = await gateway.send('{ macOSSoftwareUpdateAccountSummary(id: "unknown") { id } }');
    expect(json.data).toEqual({ macOSSoftwareUpdateAccountSummary: null });
    expectRefused({ json }, { code: 'NOT_FOUND', extensions: { graph: { status: 404, code: 'ResourceNotFound' } } });
    expect(text).not.toMatch(/manage\.microsoft|Operation ID/);
  });

  it('resolves federation references in order; an unknown one is null', async () => {
    const { json } = await gateway.send(createMutation, { input: referenceExample });
    const { id } = json.data?.['created'] as { id: string };
    const { json: entities } = await gateway.send(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary { id osVersion } } }`,
      { r: ['absent', id].map((key) => ({ __typename: 'MacOSSoftwareUpdateAccountSummary', id: key })) },
    );
    expect(entities.errors).toBeUndefined();
    expect(entities.data?.['_entities']).toEqual([null, { id, osVersion: 'Os Version value' }]);
  });
});
