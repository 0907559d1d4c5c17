import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client/core/index.js';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries/index.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../src/config/config-error.js';
import { CreateDocument, ReadDocument } from '../../operations/generated.js';
import { anyRequestId } from '../../support/expect-answer.js';
import { gatewayOver, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';

const manifestPath = 'test/operations/persisted-query-manifest.json';
interface Manifest {
  operations: { id: string; name: string; body: string }[];
}
const { operations } = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;
const named = (name: string): { id: string; body: string } => {
  const found = operations.find((operation) => operation.name === name);
  if (!found) throw new Error(`the manifest has no operation ${name}`);
  return found;
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const unknownId = sha256('unknown');
const headers = { 'content-type': 'application/json', authorization: 'Bearer client' };
const persistedQuery = (id: unknown): object => ({ persistedQuery: { version: 1, sha256Hash: id } });

describe('trusted documents', () => {
  let only: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let optional: TestGateway;
  beforeAll(async () => {
    only = await gatewayOverEmulator({ macs: 1 }, { TRUSTED_DOCUMENTS: manifestPath });
    optional = await gatewayOver(only.graph.url, {
      TRUSTED_DOCUMENTS: manifestPath,
      TRUSTED_DOCUMENTS_MODE: 'optional',
    });
  });
  afterAll(async () => {
    await optional.stop();
    await only.stop();
  });

  interface Outcome {
    status: number;
    json: { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
    graphCalls: number;
  }
  async function ask(gateway: TestGateway, init: RequestInit, search = ''): Promise<Outcome> {
    const before = only.graph.requests.length;
    const response = await fetch(gateway.url + search, { headers, ...init });
    const json = (await response.json()) as Outcome['json'];
    return { status: response.status, json, graphCalls: only.graph.requests.length - before };
  }
  const post = (gateway: TestGateway, body: unknown): Promise<Outcome> =>
    ask(gateway, { method: 'POST', body: JSON.stringify(body) });
  const get = (gateway: TestGateway, parameters: Record<string, string>): Promise<Outcome> =>
    ask(gateway, {}, `?${new URLSearchParams(parameters).toString()}`);

  it.each([['only'], ['optional']])('Apollo Client sends ids and no text, mode %s', async (mode) => {
    const gateway = mode === 'only' ? only : optional;
    const sent: string[] = [];
    const http = new HttpLink({
      uri: gateway.url,
      headers,
      fetch: (url, init) => {
        sent.push(init?.body as string);
        return fetch(url, init);
      },
    });
    const link = ApolloLink.from([new PersistedQueryLink({ sha256 }), http]);
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const { data } = await client.mutate({ mutation: CreateDocument, variables: { input: referenceExample } });
    const id = data?.createMacOSSoftwareUpdateAccountSummary?.id ?? '';
    const read = await client.query({ query: ReadDocument, variables: { id } });
    expect(read.data?.macOSSoftwareUpdateAccountSummary?.deviceName).toBe(referenceExample.deviceName);
    expect(sent).toHaveLength(2);
    expect(sent.join()).not.toMatch(/mutation|query Read/);
    client.stop();
  });

  it('in optional mode, Apollo Client sends the text after an unknown id', async () => {
    const link = ApolloLink.from([new PersistedQueryLink({ sha256 }), new HttpLink({ uri: optional.url, headers })]);
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const query = gql`
      query Other {
        macOSSoftwareUpdateAccountSummaries(first: 1) {
          nodes {
            id
          }
        }
      }
    `;
    const { data } = await client.query<{ macOSSoftwareUpdateAccountSummaries: { nodes: object[] } }>({ query });
    expect(data?.macOSSoftwareUpdateAccountSummaries.nodes).toHaveLength(1);
    client.stop();
  });

  it('a query works by GET as well, a mutation does not', async () => {
    const asked = { variables: '{"id":"absent"}', 'apollo-require-preflight': '1' };
    const read = await get(only, { ...asked, extensions: JSON.stringify(persistedQuery(named('Read').id)) });
    expect([read.status, read.graphCalls]).toEqual([200, 1]);
    const create = await get(only, { ...asked, extensions: JSON.stringify(persistedQuery(named('Create').id)) });
    expect([create.status, create.graphCalls]).toEqual([405, 0]);
  });

  it('an unknown id has the code and the message that clients know', async () => {
    for (const gateway of [only, optional]) {
      const said = await post(gateway, { extensions: persistedQuery(unknownId) });
      expect(said).toEqual({
        status: 404,
        json: {
          errors: [
            {
              message: 'PersistedQueryNotFound',
              extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', requestId: anyRequestId },
            },
          ],
        },
        graphCalls: 0,
      });
    }
  });

  it('a document that is identical to a trusted one runs', async () => {
    const said = await post(only, { query: named('Read').body, variables: { id: 'absent' } });
    expect([said.status, said.graphCalls]).toEqual([200, 1]);
  });

  const free = '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }';
  it.each<[string, unknown, number, string]>([
    ['another document', { query: free }, 403, 'QUERY_NOT_IN_SAFELIST'],
    ['a trusted document with a space more', { query: `${named('Read').body} ` }, 403, 'QUERY_NOT_IN_SAFELIST'],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, 403, 'QUERY_NOT_IN_SAFELIST'],
    ['the name of the root', { query: '{ __typename }' }, 403, 'QUERY_NOT_IN_SAFELIST'],
    ['the subgraph SDL', { query: '{ _service { sdl } }' }, 403, 'QUERY_NOT_IN_SAFELIST'],
    [
      'an unknown id with another document',
      { query: free, extensions: persistedQuery(unknownId) },
      403,
      'QUERY_NOT_IN_SAFELIST',
    ],
    [
      'a known id with another document',
      { query: free, extensions: persistedQuery(named('Read').id) },
      400,
      'BAD_REQUEST',
    ],
    ['an id of the prototype', { extensions: persistedQuery('constructor') }, 404, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id that is not a text', { extensions: persistedQuery([named('Read').id]) }, 400, 'BAD_REQUEST'],
    ['neither id nor document', { variables: {} }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['a document that is not a text', { query: { kind: 'Document' } }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['a batch', [{ query: named('Read').body }, { query: free }], 400, 'PERSISTED_QUERY_ID_REQUIRED'],
  ])('mode only rejects %s', async (_what, body, status, code) => {
    const said = await post(only, body);
    expect([said.status, said.json.errors?.[0]?.extensions.code, said.graphCalls]).toEqual([status, code, 0]);
    expect(said.json.data).toBeUndefined();
  });

  it.each<[string, string, number]>([
    ['another document', `query=${encodeURIComponent(free)}`, 403],
    ['two documents', `query=${encodeURIComponent(named('Read').body)}&query=${encodeURIComponent(free)}`, 400],
    ['a document under a coded name', `%71uery=${encodeURIComponent(free)}`, 403],
  ])('mode only rejects %s by GET', async (_what, search, status) => {
    const said = await ask(only, {}, `?${search}`);
    expect([said.status, said.graphCalls]).toEqual([status, 0]);
  });

  it('probes and Sandbox work as before', async () => {
    for (const path of ['/live', '/ready']) expect((await fetch(new URL(path, only.url))).status).toBe(200);
    expect((await fetch(only.url, { headers: { accept: 'text/html' } })).status).toBe(200);
  });
});

describe('the manifest of trusted documents', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const [one] = operations;
  const manifest = (...list: unknown[]): string =>
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: list });

  it.each<[string, string | undefined, string]>([
    ['is missing', undefined, 'must be the path of a readable file (ENOENT)'],
    ['is not JSON', '{', 'must be a file with one JSON object'],
    [
      'is of another format',
      '{"a":"b"}',
      'must be a manifest of the format apollo-persisted-query-manifest, version 1',
    ],
    [
      'has an operation without id',
      manifest({ body: '{ a }' }),
      'must be a manifest with an id and a body in operation 1 of 1',
    ],
    ['has an id twice', manifest(one, one), 'must be a manifest with each id once; operation 2 of 2 repeats one'],
    [
      'has a body that is not GraphQL',
      manifest({ id: 'a', body: '{' }),
      'must be a manifest of GraphQL documents; the body of operation 1 of 1 is not one',
    ],
  ])('is a configuration problem when it %s', async (what, text, sentence) => {
    const path = join(folder, `${what}.json`);
    if (text !== undefined) writeFileSync(path, text);
    const failure = gatewayOver('http://127.0.0.1:9/beta', { TRUSTED_DOCUMENTS: path });
    await expect(failure).rejects.toThrow(ConfigError);
    await expect(failure).rejects.toMatchObject({ problems: [`TRUSTED_DOCUMENTS ${sentence}`] });
  });

  it('is required by the mode: a gateway that would silently run every document does not start', async () => {
    await expect(gatewayOver('http://127.0.0.1:9/beta', { TRUSTED_DOCUMENTS_MODE: 'only' })).rejects.toMatchObject({
      problems: ['TRUSTED_DOCUMENTS_MODE must be absent without TRUSTED_DOCUMENTS, where it has no effect'],
    });
  });
});
