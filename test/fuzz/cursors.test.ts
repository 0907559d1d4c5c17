/**
 * Cursors: a valid one returns its page, an altered one is rejected or still equal, and none adds to the request to
 * Graph.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isPageLink } from '../../src/graph/page-link.js';
import { decodeCursor, encodeCursor, type Position } from '../../src/summaries/listing/cursor.js';
import type { FilterPart } from '../../src/summaries/listing/graph-filter.js';
import { anyJson, anyText, oneChange, patienceMs, tries } from '../support/fuzz.js';
import { codesOf, faultOf } from '../support/operations.js';
import { gatewayOverEmulator } from '../support/start.js';

const query = `query ($after: String) { r: macOSSoftwareUpdateAccountSummaries(first: 3, after: $after) {
  nodes { id } pageInfo { endCursor }
} }`;
/** The name of the list without filter and order, as the gateway makes it; it is not secret. */
const list = createHash('sha256').update('[null,[]]').digest('base64url');

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
const cursors: string[] = [];
const pages = new Map<string, unknown>();
beforeAll(async () => {
  gateway = await gatewayOverEmulator({ macs: 12 });
  gateway.graph.quirks.pageSize = 2;
  for (let after: string | null = null; after !== null || cursors.length === 0;) {
    const { json } = await gateway.send(query, { after });
    if (after !== null) pages.set(after, json.data);
    after = (json.data?.['r'] as { pageInfo: { endCursor: string | null } }).pageInfo.endCursor;
    if (after === null) break;
    cursors.push(after);
  }
});
afterAll(() => gateway.stop());

/** The page after a cursor; undefined if it was rejected. Graph is asked only for pages of the list. */
async function pageBehind(after: unknown): Promise<unknown> {
  const before = gateway.graph.requests.length;
  const answer = await gateway.send(query, { after });
  expect(faultOf(answer)).toBeUndefined();
  const sent = gateway.graph.requests.slice(before);
  for (const { method, path } of sent) {
    expect(`${method} ${path}`).toMatch(/^GET \/deviceManagement\/macOSSoftwareUpdateAccountSummaries\?/);
    const options = path
      .slice(path.indexOf('?') + 1)
      .split('&')
      .map((option) => option.split('=')[0]);
    // A link may have options of any name, but none that defines the rows, and none twice.
    const names = options.map((name) =>
      String(name)
        .replace(/^(?:\$|%24)/, '')
        .toLowerCase(),
    );
    const ofTheList = ['filter', 'orderby', 'expand', 'apply', 'compute', 'search', 'format', 'count'];
    expect(names.filter((name) => ofTheList.includes(name) || !/^[a-z][\w.-]*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  }
  if (codesOf(answer).includes('BAD_USER_INPUT')) {
    expect(sent).toEqual([]);
    return undefined;
  }
  return answer.json.data;
}

const anyCursor = fc.nat().map((index) => cursors[index % cursors.length] ?? '');
const base64 = fc.constantFrom(...'AZaz09-_', '=', '+', '/', ' ', '\n', '', 'é');
const bytesChanged = oneChange(
  anyCursor.map((cursor) => Buffer.from(cursor, 'base64url').toString('latin1')),
  fc.constantFrom(...'09[]",{}tf$\\ \u0000', '', '&', '-'),
).map((text) => Buffer.from(text, 'latin1').toString('base64url'));

describe('any cursor', () => {
  it(
    'with one change gives the same page or is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(oneChange(anyCursor, base64), bytesChanged, anyText), async (after) => {
          const page = await pageBehind(after);
          // Base64 has more than one spelling: every text that decodes to a cursor is that cursor.
          const same = cursors.find((cursor) =>
            Buffer.from(cursor, 'base64url').equals(Buffer.from(after, 'base64url')),
          );
          expect(page).toEqual(same === undefined ? undefined : (pages.get(same) ?? page));
        }),
        tries(400),
      ),
    patienceMs,
  );

  it(
    'that is cut off is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(anyCursor, fc.nat(), async (cursor, length) => {
          expect(await pageBehind(cursor.slice(0, length % (cursor.length - 1)))).toBeUndefined();
        }),
        tries(100),
      ),
    patienceMs,
  );

  it(
    'that a caller signs adds nothing to the request to Graph',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(
            '$skiptoken',
            '$skip',
            'skipToken',
            '$filter',
            '%24Expand',
            '$apply',
            '$top',
            '',
            '__proto__',
          ),
          fc.oneof(anyText, fc.constantFrom('1&$filter=a', '1#', '1 HTTP/1.1\r\nx: y', '%0d%0a', '1?$top=1', '٣', '0')),
          fc.oneof(fc.nat(20), fc.maxSafeInteger()),
          fc.oneof(anyText, fc.constantFrom('', 'AAAAAAAA')),
          async (name, value, offset, marks) => {
            await pageBehind(
              encodeCursor({ by: 'graph', link: `${name}=${value}`, offset, marks, part: 'whole' }, list),
            );
            await pageBehind(encodeCursor({ by: 'gateway', offset, marks }, list));
          },
        ),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'of any content that a caller signs is read or rejected',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(anyJson, fc.array(anyJson, { maxLength: 4 })), async (content) => {
          const text = JSON.stringify(content);
          const sum = createHash('sha256')
            .update(JSON.stringify([text, list]))
            .digest('base64url')
            .slice(0, 16);
          await pageBehind(Buffer.from(`${sum}${text}`).toString('base64url'));
        }),
        tries(200),
      ),
    patienceMs,
  );

  it('is read as the position that it was made of, for its own list only', () => {
    const value = fc.string({ unit: fc.constantFrom(...'aZ09%!$()*+,;:@/?=-._~|'), maxLength: 8000 });
    const link = fc
      .tuple(fc.constantFrom('', '$select=id&', '$top=7&'), fc.constantFrom('$skiptoken', '$skip', 'pageToken'), value)
      .map(([others, name, token]) => `${others}${name}=${token}`)
      .filter(isPageLink);
    const past = {
      offset: fc.nat(10_000),
      marks: fc.array(fc.constantFrom('AAAAAAAA', 'a-_9zZ00'), { maxLength: 8 }).map((marks) => marks.join('')),
    };
    const position: fc.Arbitrary<Position> = fc.oneof(
      fc.record({
        by: fc.constant<'graph'>('graph'),
        link: fc.oneof(fc.constant(null), link),
        ...past,
        part: fc.constantFrom<FilterPart>('whole', 'simple', 'none'),
      }),
      fc.record({ by: fc.constant<'gateway'>('gateway'), ...past }),
    );
    fc.assert(
      fc.property(position, anyText, anyText, (made, own, other) => {
        const cursor = encodeCursor(made, own);
        expect(decodeCursor(cursor, own)).toEqual(made);
        if (own.toWellFormed() !== other.toWellFormed())
          expect(() => decodeCursor(cursor, other)).toThrow('after is not a cursor');
      }),
      tries(1000),
    );
  });
});
