/** docs/errors.md: each code has a row with its HTTP statuses, and a heading with one example. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCodes } from '../../src/core/gateway-error.js';
import { validationRules, type ValidationProblem } from '../../src/core/validation-problem.js';
import { documentErrorCodes } from '../../src/graphql/errors/format-error.js';
import { gatewayOverEmulator, token, type Answer, type TestGateway } from '../support/start.js';

const text = readFileSync('docs/errors.md', 'utf8');
const rows = new Map(
  [...text.matchAll(/^\| \[`([A-Z_]+)`\]\(#([a-z_]+)\) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, code = '', link, first = '', second = '']) => [code, { link, statuses: [first, second] }],
  ),
);
const sections = new Map(text.split(/^### /m).map((section) => [section.split('\n')[0] ?? '', section]));
const codes = [...new Set<string>([...Object.keys(errorCodes), 'TOO_MANY_ERRORS', ...documentErrorCodes])];

it('has every code and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual(codes.toSorted());
});

it.each(codes)('%s has one example under its own heading, where its row links to', (code) => {
  const [json, ...others] = [...(sections.get(code) ?? '').split(/^## /m)[0]!.matchAll(/```json\n(.*?)```/gs)];
  expect([rows.get(code)?.link, others]).toEqual([code.toLowerCase(), []]);
  const { errors } = JSON.parse(json?.[1] ?? '{}') as Answer['json'];
  expect(errors).toMatchObject([{ message: expect.any(String), extensions: { code, requestId: expect.any(String) } }]);
  for (const { rule } of (errors?.[0]?.extensions['validationErrors'] ?? []) as ValidationProblem[]) {
    expect(Object.keys(validationRules)).toContain(rule);
  }
});

describe.each([
  ['application/json', 0],
  ['application/graphql-response+json', 1],
])('with %s', (accept, column) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  const authorization = `Bearer ${token}`;
  it.each<[code: string, body: object, headers?: object]>([
    ['UNAUTHENTICATED', { query: '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }' }, {}],
    ['NOT_FOUND', { query: '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }' }],
    ['BAD_USER_INPUT', { query: '{ macOSSoftwareUpdateAccountSummaries(first: 0) { totalCount } }' }],
    ['BAD_USER_INPUT', { query: 'query ($a: ID!) { macOSSoftwareUpdateAccountSummary(id: $a) { id } }' }],
    ['BAD_REQUEST', { query: 1 }],
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: 'subscription { nothing }' }],
    ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { __typename }', operationName: 'B' }],
    ['PERSISTED_QUERY_NOT_SUPPORTED', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }],
    [
      'RESPONSE_TOO_LARGE',
      {
        query: `{ ${Array.from({ length: 19 }, (_, i) => `a${i}: macOSSoftwareUpdateAccountSummaries(first: 1000) { nodes { id deviceId userId osVersion deviceName displayName } edges { node { id deviceId userId osVersion deviceName displayName } } }`).join(' ')} }`,
      },
    ],
  ])('%s has a status of its row: %j', async (code, body, headers = { authorization }) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify(body),
    });
    const { errors } = (await response.json()) as Answer['json'];
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    const { statuses } = rows.get(code) ?? { statuses: [] };
    const said = statuses[column] === 'the same' ? statuses[0] : statuses[column];
    expect(said).toMatch(new RegExp(`\\b${response.status}\\b`));
  });
});
