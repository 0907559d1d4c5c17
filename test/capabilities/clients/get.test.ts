/** Queries by GET, as urql sends short ones by default. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { preflightHeaders } from '../../../src/graphql/preflight-headers.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator } from '../../support/start.js';

const authorization = 'Bearer browser';
const one = '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => (gateway = await gatewayOverEmulator({ macs: 1 }, { NODE_ENV: 'production' })));
let before = 0;
beforeEach(() => {
  before = gateway.graph.requests.length;
});
const calls = () => gateway.graph.requests.slice(before);
afterAll(() => gateway.stop());

const get = (parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}?${new URLSearchParams(parameters)}`, { headers });

describe('a query by GET', () => {
  it.each<[string, Record<string, string>]>([
    ['a token', {}],
    ["a token and Apollo Client's headers", { 'x-apollo-operation-name': 'One', 'apollo-require-preflight': 'true' }],
    ['a token and the type of JSON', { 'content-type': 'application/json' }],
  ])('is answered with %s', async (_what, headers) => {
    const parameters = {
      query: 'query One($first: Int) { macOSSoftwareUpdateAccountSummaries(first: $first) { nodes { id } } }',
      operationName: 'One',
      variables: JSON.stringify({ first: 1 }),
    };
    const answer = await get(parameters, { authorization, ...headers });

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({
      data: { macOSSoftwareUpdateAccountSummaries: { nodes: [{ id: expect.any(String) }] } },
    });
    expect(calls()).toMatchObject([{ method: 'GET', headers: { authorization } }]);
  });

  it.each<[string, Record<string, string>]>([
    ['no header of its own', {}],
    ['headers that need no preflight', { accept: 'application/json', 'accept-language': 'de' }],
    ['an empty Authorization', { authorization: '' }],
    ['the type of a form', { 'content-type': 'text/plain' }],
  ])('is rejected with %s: a page of another site can send it (CSRF)', async (_what, headers) => {
    const answer = await get({ query: one }, headers);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Cross-Site Request Forgery');
    expectCalls(calls(), 0);
  });

  it('reaches nothing with the password that a browser adds by itself', async () => {
    const answer = await get({ query: one }, { authorization: `Basic ${btoa('ada:secret')}` });

    expect([answer.status, answer.headers.get('www-authenticate')?.split(' ')[0]]).toEqual([401, 'Bearer']);
    expectCalls(calls(), 0);
  });

  it.each(preflightHeaders.filter((name) => name !== 'authorization'))(
    'passes the CSRF check with %s',
    async (name) => {
      const answer = await get({ query: one }, { [name]: 'a' });

      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
      expectCalls(calls(), 0);
    },
  );
});

it('a mutation by GET is rejected with 405', async () => {
  const query = 'mutation { deleteMacOSSoftwareUpdateAccountSummary(id: "a") }';
  const answer = await get({ query }, { authorization });

  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  expectCalls(calls(), 0);
});
