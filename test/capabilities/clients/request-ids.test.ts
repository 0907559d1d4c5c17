/** `extensions.requestId` of every error: a screenshot of it is enough to find the line in the log. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayOverEmulator, token, type Answer, type TestGateway } from '../../support/start.js';
import { until } from '../../support/until.js';
import { untilClosed } from '../../support/raw-socket.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await gatewayOverEmulator({}, { RATE_LIMIT_MAX: '1000' });
});
afterAll(() => gateway.stop());

const authorization = `Bearer ${token}`;
const json = { 'content-type': 'application/json', authorization };
const post = (body: string, headers: Record<string, string> = json): RequestInit => ({ method: 'POST', headers, body });
const operation = (query: string): RequestInit => post(JSON.stringify({ query }));

describe('the requestId of an error', () => {
  it.each<[what: string, status: number, path: string, request: RequestInit]>([
    ['a failed field', 200, '/graphql', operation('{ macOSSoftwareUpdateAccountSummary(id: "unknown") { id } }')],
    ['a broken rule', 200, '/graphql', operation('{ macOSSoftwareUpdateAccountSummaries(first: 0) { totalCount } }')],
    ['a field that does not exist', 400, '/graphql', operation('{ nothing }')],
    ['a syntax error', 400, '/graphql', operation('{')],
    ['a document beyond a limit', 400, '/graphql', operation(`{ ${'a'.repeat(300)} }`)],
    [
      'a missing token',
      401,
      '/graphql',
      post('{"query":"{ macOSSoftwareUpdateAccountSummary(id: 1) { id } }"}', { 'content-type': 'application/json' }),
    ],
    [
      'variables beyond a limit',
      400,
      '/graphql',
      post(`{"query":"{ __typename }","variables":{"a":[${'1,'.repeat(1000)}1]}}`),
    ],
    ['no query', 400, '/graphql', post('{}')],
    ['a batch of operations', 400, '/graphql', post('[{"query":"{ __typename }"}]')],
    ['a body that is not JSON', 400, '/graphql', post('{')],
    ['another type', 415, '/graphql', post('{}', { 'content-type': 'text/plain' })],
    ['a GET that a page could send', 400, '/graphql?query=%7B__typename%7D', {}],
    [
      'a mutation by GET',
      405,
      '/graphql?query=mutation%7BdeleteMacOSSoftwareUpdateAccountSummary(id:1)%7D',
      { headers: { authorization, 'apollo-require-preflight': '1' } },
    ],
    ['another path', 404, '/', {}],
    ['another method', 405, '/graphql', { method: 'PUT' }],
    ['a URL that cannot be decoded', 400, '/%ff', {}],
    [
      'an Accept that allows nothing',
      406,
      '/graphql',
      { ...operation('{ __typename }'), headers: { ...json, accept: 'text/css' } },
    ],
  ])('is the x-request-id of the response, and in the log: %s', async (_what, status, path, request) => {
    const response = await fetch(new URL(path, gateway.url), request);
    const { errors = [] } = (await response.json()) as Answer['json'];
    const requestId = response.headers.get('x-request-id');
    expect([response.status, errors.map(({ extensions }) => extensions['requestId'])]).toEqual([status, [requestId]]);
    await until(() => gateway.log().includes(`"reqId":"${requestId}"`));
  });

  it('is the id that the client has chosen', async () => {
    const response = await fetch(gateway.url, { ...operation('{'), headers: { ...json, 'x-request-id': 'form-7' } });
    const { errors } = (await response.json()) as Answer['json'];
    expect(errors?.[0]?.extensions['requestId']).toBe('form-7');
  });

  it('is there even if the bytes are not HTTP', async () => {
    const answer = await untilClosed(gateway.url, 'nonsense\r\n\r\n');
    const requestId = /^x-request-id: (\S+)$/m.exec(answer)?.[1];
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer).toContain(`"requestId":"${requestId}"`);
    await until(() => gateway.log().includes(`"reqId":"${requestId}"`));
  });
});
