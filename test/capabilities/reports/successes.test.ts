/** Every success of every verb, with and without a body. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { always, gatewayOverAnswers, type Answering, type HostileGraph } from '../../support/hostile-graph.js';
import { createMutation, referenceExample } from '../../support/start.js';

const entity = { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary', id: 'r-1', ...referenceExample };
const json = { 'content-type': 'application/json' };
const path = '/beta/deviceManagement/macOSSoftwareUpdateAccountSummaries';
const deletion = 'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "r-1") }';
const update = `mutation {
  updateMacOSSoftwareUpdateAccountSummary(id: "r-1", input: { osVersion: "26.2" }) { id osVersion }
}`;
const read = '{ macOSSoftwareUpdateAccountSummary(id: "r-1") { id osVersion } }';

let gateway: HostileGraph;
beforeAll(async () => (gateway = await gatewayOverAnswers()));
afterAll(() => gateway.stop());

/** Writes are answered as given, reads with the entity after the change. */
function writesAnswered(answering: Answering): Answering {
  const changed = always(200, JSON.stringify({ ...entity, osVersion: '26.2' }), json);
  return (request, response, body) => (request.method === 'GET' ? changed : answering)(request, response, body);
}

const successes: [string, number, string, Record<string, string>][] = [
  ['204', 204, '', {}],
  ['200 without a body', 200, '', {}],
  ['200 without a body, as JSON', 200, '', json],
  ['202 without a body', 202, '', {}],
  ['205 without a body', 205, '', {}],
  ['200 with null', 200, 'null', json],
  ['200 with white space', 200, ' \r\n', json],
  ['200 with a byte order mark alone', 200, '\uFEFF', json],
  ['200 with an empty string', 200, '""', json],
  ['200 with metadata alone', 200, '{"@odata.context":"x","@odata.null":true}', json],
];

describe('a deletion', () => {
  it.each<(typeof successes)[number]>([
    ...successes,
    ['200 with the deleted entity', 200, JSON.stringify(entity), json],
    ['200 with text', 200, 'OK', { 'content-type': 'text/plain' }],
  ])('is acknowledged when Graph answers %s', async (_what, status, body, headers) => {
    gateway.answers(always(status, body, headers));
    expect((await gateway.send(deletion)).json).toEqual({ data: { deleteMacOSSoftwareUpdateAccountSummary: 'r-1' } });
    expect(gateway.calls).toEqual([`DELETE ${path}/r-1`]);
  });
});

describe('an update', () => {
  it.each(successes)('is read again when Graph answers %s', async (_what, status, body, headers) => {
    gateway.answers(writesAnswered(always(status, body, headers)));
    const updated = { id: 'r-1', osVersion: '26.2' };
    expect((await gateway.send(update)).json).toEqual({ data: { updateMacOSSoftwareUpdateAccountSummary: updated } });
    expect(gateway.calls).toEqual([`PATCH ${path}/r-1`, `GET ${path}/r-1`]);
  });

  it.each([
    ['200', 200, JSON.stringify(entity)],
    ['202', 202, JSON.stringify(entity)],
    ['200 with a wrapper', 200, JSON.stringify({ value: entity })],
    ['200 with a byte order mark in front', 200, `\uFEFF${JSON.stringify(entity)}`],
    ['200 with white space in front', 200, `\r\n ${JSON.stringify(entity)}`],
  ])('is not read again when Graph answers %s with the entity', async (_what, status, body) => {
    gateway.answers(writesAnswered(always(status, body, json)));
    expect((await gateway.send(update)).json.data).toMatchObject({
      updateMacOSSoftwareUpdateAccountSummary: { id: 'r-1', osVersion: referenceExample.osVersion },
    });
    expect(gateway.calls).toEqual([`PATCH ${path}/r-1`]);
  });
});

it.each([
  ['a page of HTML', '<html><body>Sign in</body></html>', 'text/html'],
  ['an error', '{"error":{"code":"InternalServerError","message":"failed"}}', 'application/json'],
])('a deletion or an update that is answered 200 with %s has an unknown outcome', async (_what, body, type) => {
  for (const [write, method] of [
    [deletion, 'DELETE'],
    [update, 'PATCH'],
  ] as const) {
    gateway.answers(always(200, body, { 'content-type': type }));
    expectRefused(await gateway.send(write), { code: 'OUTCOME_UNKNOWN', extensions: { lookUp: ['id'] } });
    expect(gateway.calls).toEqual([`${method} ${path}/r-1`]);
  }
});

describe('a creation', () => {
  const create = [createMutation, { input: referenceExample }] as const;

  it.each([200, 201, 202])('is acknowledged when Graph answers %i with the entity', async (status) => {
    gateway.answers(always(status, `\uFEFF${JSON.stringify(entity)}`, {}));
    expect((await gateway.send(...create)).json.data).toMatchObject({ created: { id: 'r-1' } });
  });

  it.each(successes)(
    'has an unknown outcome when Graph answers %s: its id is missing',
    async (...[, status, body, headers]) => {
      gateway.answers(always(status === 200 ? 201 : status, body, headers));
      const [error] = (await gateway.send(...create)).json.errors ?? [];
      expect(error?.extensions).toMatchObject({
        code: 'OUTCOME_UNKNOWN',
        lookUp: expect.arrayContaining(['deviceId']),
      });
      expect(gateway.calls).toEqual([`POST ${path}`]);
    },
  );
});

describe('an answer that is encoded although the gateway asks for none', () => {
  const text = JSON.stringify(entity);
  const encoded: [string, Buffer][] = [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['identity', Buffer.from(text)],
    ['gzip', Buffer.from(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ];

  it.each(encoded)('is decoded: %s', async (encoding, bytes) => {
    gateway.answers(always(200, bytes, { ...json, 'content-encoding': encoding }));
    expect((await gateway.send(read)).json.data).toMatchObject({ macOSSoftwareUpdateAccountSummary: { id: 'r-1' } });
    gateway.answers(always(201, bytes, { ...json, 'content-encoding': encoding }));
    const { json: created } = await gateway.send(createMutation, { input: referenceExample });
    expect(created.data).toMatchObject({ created: { id: 'r-1' } });
  });

  it('is decoded when it is an error', async () => {
    const error = gzipSync('{"error":{"code":"ResourceNotFound","message":"absent"}}');
    gateway.answers(always(404, error, { ...json, 'content-encoding': 'gzip' }));
    expectRefused(await gateway.send(deletion), {
      code: 'NOT_FOUND',
      extensions: { graph: { code: 'ResourceNotFound' } },
    });
  });

  it.each<[string, string, Buffer]>([
    ['is cut short', 'gzip', gzipSync(text).subarray(0, 40)],
    ['has an unknown encoding', 'compress', Buffer.from(text)],
    ['is encoded three times', 'gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(text)))],
    ['is longer than 10 MiB when decoded', 'gzip', gzipSync(Buffer.alloc(11 * 1024 * 1024, ' '))],
  ])('leaves the outcome of a creation unknown if it %s', async (_what, encoding, bytes) => {
    gateway.answers(always(201, bytes, { ...json, 'content-encoding': encoding }));
    const { json: answer } = await gateway.send(createMutation, { input: referenceExample });
    expectRefused({ json: answer }, { code: 'OUTCOME_UNKNOWN' });
    expectCalls(gateway.calls, 1);
  });
});

describe('a read that Graph answers with a success that is not JSON', () => {
  const page = always(200, '<!DOCTYPE html><html></html>', { 'content-type': 'text/html' });

  it('is sent again', async () => {
    let first = true;
    gateway.answers((request, response, body) => {
      const answering = first ? page : always(200, JSON.stringify(entity), json);
      first = false;
      answering(request, response, body);
    });
    expect((await gateway.send(read)).json.data).toMatchObject({ macOSSoftwareUpdateAccountSummary: { id: 'r-1' } });
    expectCalls(gateway.calls, 2);
  });

  it('is sent again as a whole when it is a $batch', async () => {
    let first = true;
    const ids = ['a', 'b', 'c'];
    const item = (id: string, index: number): object => ({
      id: String(index),
      status: 200,
      headers: json,
      body: { ...entity, id },
    });
    gateway.answers((request, response, body) => {
      const answering = first ? page : always(200, JSON.stringify({ responses: ids.map(item) }), json);
      first = false;
      answering(request, response, body);
    });
    const query = ids.map((id) => `${id}: macOSSoftwareUpdateAccountSummary(id: "${id}") { id osVersion }`);
    const { json: answer } = await gateway.send(`{ ${query.join(' ')} }`);
    expect(answer.errors).toBeUndefined();
    expect(Object.values(answer.data ?? {})).toMatchObject(ids.map((id) => ({ id })));
    expect(gateway.calls).toEqual(['POST /beta/$batch', 'POST /beta/$batch']);
  });
});
