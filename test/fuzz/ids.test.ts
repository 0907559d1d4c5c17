/** Any id reaches Graph as exactly that segment of the path, or is not sent. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { anyText, oneChange, patienceMs, tries } from '../support/fuzz.js';
import { codesOf, faultOf } from '../support/operations.js';
import { gatewayOverEmulator } from '../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const guid = fc.constant('64687d05-7d05-6468-057d-6864057d6864');
const possible = fc.string({
  unit: fc.constantFrom(..."azAZ09._~=:,!@+|-' #?&é字"),
  minLength: 1,
  maxLength: 256,
});
const meaningful = fc.constantFrom(
  '/',
  '\\',
  '?',
  '#',
  '%',
  '%2e',
  '..',
  ';',
  '&',
  "'",
  '(',
  '\u0000',
  '\r\n',
  ' ',
  '\ud800',
  'é',
);
const anyId = fc.oneof(anyText, possible, oneChange(guid, meaningful), oneChange(possible, meaningful));
const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

/** The path of the request to Graph, without its query; undefined if there was none. */
async function pathFor(query: string, variables: object): Promise<string | undefined> {
  const before = gateway.graph.requests.length;
  const answer = await gateway.send(query, variables);
  expect(faultOf(answer)).toBeUndefined();
  const sent = gateway.graph.requests.slice(before);
  if (sent.length === 0) expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  expect(sent.length).toBeLessThan(2);
  return sent[0]?.path.split('?')[0];
}

describe('any id', () => {
  it.each<[string, string]>([
    ['read', 'query ($id: ID!) { macOSSoftwareUpdateAccountSummary(id: $id) { displayName } }'],
    ['deletion', 'mutation ($id: ID!) { deleteMacOSSoftwareUpdateAccountSummary(id: $id) }'],
    [
      'representation',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on MacOSSoftwareUpdateAccountSummary { displayName } } }',
    ],
  ])(
    'of a %s is one segment of the path or rejected',
    (_what, query) =>
      fc.assert(
        fc.asyncProperty(anyId, async (id) => {
          const path = await pathFor(query, { id, r: [{ __typename: 'MacOSSoftwareUpdateAccountSummary', id }] });
          if (path === undefined) return;
          expect(path.startsWith(`${root}/`)).toBe(true);
          const segment = path.slice(root.length + 1);
          expect(segment).toMatch(/^[A-Za-z0-9._~%-]+$/);
          expect(decodeURIComponent(segment)).toBe(id);
          expect(['.', '..']).not.toContain(segment);
        }),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'of parents stays in its place',
    () =>
      fc.assert(
        fc.asyncProperty(anyId, anyId, anyId, async (a, b, c) => {
          const path = await pathFor(
            'query ($a: ID!, $b: ID!, $c: ID!) { macOSSoftwareUpdateStateSummary(accountSummaryId: $a, categorySummaryId: $b, id: $c) { displayName } }',
            { a, b, c },
          );
          if (path === undefined) return;
          expect(path.slice(1).split('/').map(decodeURIComponent)).toEqual([
            'deviceManagement',
            'macOSSoftwareUpdateAccountSummaries',
            a,
            'categorySummaries',
            b,
            'updateStateSummaries',
            c,
          ]);
        }),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'that could be one of Graph is never rejected',
    () =>
      fc.assert(
        fc.asyncProperty(
          possible.filter((id) => !/^\.+$/.test(id) && id.trim() !== ''),
          async (id) => {
            const query = 'query ($id: ID!) { macOSSoftwareUpdateAccountSummary(id: $id) { displayName } }';
            const path = (await pathFor(query, { id })) ?? '';
            expect(decodeURIComponent(path)).toBe(`${root}/${id}`);
          },
        ),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'that is any representation affects no other',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }), async (representations) => {
          const answer = await gateway.send(
            'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on User { id } } }',
            { r: [...representations, { __typename: 'User', id: 'ada' }] },
          );
          expect(faultOf(answer)).toBeUndefined();
          if (!representations.includes(null)) {
            expect((answer.json.data?.['_entities'] as unknown[]).at(-1)).toEqual({ __typename: 'User', id: 'ada' });
          }
        }),
        tries(200),
      ),
    patienceMs,
  );
});
