/** Redirects and links in Graph's responses: a caller's token goes only to the configured Graph. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAnswered, expectRefused } from '../../support/expect-answer.js';
import { expectCalls } from '../../support/expect-calls.js';
import { always, gatewayOverAnswers, type HostileGraph } from '../../support/hostile-graph.js';
import * as operations from '../../support/operations.js';
import { faultOf } from '../../support/operations.js';
import { scriptedGraph } from '../../support/start.js';

const { list, children, reads, writes } = operations;
let gateway: HostileGraph;
let elsewhere: Awaited<ReturnType<typeof scriptedGraph>>;
beforeAll(async () => {
  gateway = await gatewayOverAnswers();
  elsewhere = await scriptedGraph((_request, response) => response.end('{"id":"a","value":[]}'));
});
afterAll(async () => {
  expect(elsewhere.calls()).toBe(0);
  await gateway.stop();
  await elsewhere.stop();
});

describe('a redirect', () => {
  it.each([300, 301, 302, 303, 307, 308])('%i to another host is not followed, by any operation', async (status) => {
    for (const location of [`${elsewhere.url}/a`, `//${new URL(elsewhere.url).host}/a`, '/beta/users']) {
      for (const operation of [...reads, ...writes]) {
        gateway.answers(always(status, '', { location, 'content-location': location, refresh: `0;url=${location}` }));
        const answer = await gateway.send(operation.query, operation.variables);
        expect(faultOf(answer)).toBeUndefined();
        const { text } = answer;
        expect(text).toContain(operations.reads.includes(operation) ? 'GRAPH_BAD_RESPONSE' : 'OUTCOME_UNKNOWN');
        expect(text).not.toContain('127.0.0.1');
        expectCalls(gateway.calls, 1);
      }
    }
    expect(elsewhere.calls()).toBe(0);
  });
});

/** A first page with this link, then an empty last one. */
const pageWith = (link: unknown): void =>
  gateway.answers((request, response) => {
    const isFirst = gateway.calls.filter((call) => !call.includes('ies/a?')).length === 1;
    if (request.url?.includes('ies/a?')) response.end('{"id":"a"}');
    else response.end(JSON.stringify(isFirst ? { value: [], '@odata.nextLink': link } : { value: [] }));
  });

describe('a link to the next page', () => {
  const root = (): URL => new URL(gateway.graphUrl);
  it.each<[string, () => unknown]>([
    ['on another host', () => `http://localhost:${root().port}/beta/a?$skiptoken=b`],
    ['on another port', () => `${elsewhere.url}/a?$skiptoken=b`],
    ['with another scheme', () => `https://${root().host}/beta/a?$skiptoken=b`],
    ['with a scheme that is none of HTTP', () => `file:///beta/a?$skiptoken=b`],
    ['with the host as a user name', () => `http://${root().host}@${new URL(elsewhere.url).host}/beta/a?$skiptoken=b`],
    ['with the host as a password', () => `http://a:${root().host}@${new URL(elsewhere.url).host}/beta/a?$skiptoken=b`],
    [
      'with a back slash in front of another host',
      () => `http:\\\\${new URL(elsewhere.url).host}\\beta\\a?$skiptoken=b`,
    ],
    ['without a scheme', () => `//${root().host}/beta/a?$skiptoken=b`],
    ['without a host', () => '/beta/a?$skiptoken=b'],
    ['of a query alone', () => '?$skiptoken=b'],
    ['above the root', () => `${gateway.graphUrl}/../v1.0/a?$skiptoken=b`],
    ['above the root, encoded', () => `${gateway.graphUrl}/%2e%2e/v1.0/a?$skiptoken=b`],
    ['above the root, half encoded', () => `${gateway.graphUrl}/.%2E/v1.0/a?$skiptoken=b`],
    ['above the root, with back slashes', () => `${gateway.graphUrl}\\..\\v1.0?$skiptoken=b`],
    ['outside the root', () => `${gateway.graphUrl}x/a?$skiptoken=b`],
    ['in another case of the root', () => `${gateway.graphUrl.replace('beta', 'BETA')}/a?$skiptoken=b`],
    ['longer than 8 KiB', () => `${gateway.graphUrl}/a?$skiptoken=${'b'.repeat(8192)}`],
    ['of no characters', () => ''],
    ['that is a number', () => 7],
    ['that is true', () => true],
    ['that is an object', () => ({ href: gateway.graphUrl })],
    ['that is a list', () => [`${gateway.graphUrl}/a?$skiptoken=b`]],
    ['that is not an address', () => 'http://[::1/beta/a'],
    ['with half of a surrogate pair as its host', () => 'http://\ud800/beta/a'],
  ])('%s: GRAPH_BAD_RESPONSE, and no host is called', async (_what, link) => {
    for (const operation of [list, children]) {
      pageWith(link());
      const answer = await gateway.send(operation.query);
      expectRefused(answer, { code: 'GRAPH_BAD_RESPONSE' });
      expectCalls(gateway.calls, operation === list ? 1 : 2);
      expect(answer.text).not.toMatch(/127\.0\.0\.1|localhost/);
    }
    expect(elsewhere.calls()).toBe(0);
  });

  it.each<[string, string, string]>([
    ['with another option next to its token', '/a?$skiptoken=b&$top=5', '/a?$skiptoken=b&$top=5'],
    ['with bytes that are not UTF-8', '/a?$skiptoken=%ff%FE', '/a?$skiptoken=%ff%FE'],
    ['with plus signs', '/a?$skiptoken=b+c%2Bd%20', '/a?$skiptoken=b+c%2Bd%20'],
    ['with an encoded name', '/a?%24skiptoken=b', '/a?%24skiptoken=b'],
    ['with a name in another case', '/a?$SkipToken=b', '/a?$SkipToken=b'],
    ['with a name that OData does not have', '/a?pageToken=b', '/a?pageToken=b'],
    ['without a token', '/a?$top=1', '/a?$top=1'],
    ['without a query', '/a', '/a'],
    ['with the token in the fragment', '/a#?$skiptoken=b', '/a'],
    ['with a fragment', '/a?$skiptoken=b#c', '/a?$skiptoken=b'],
    ['with a line break and a tab', '/a\n?$skip\ttoken=b', '/a?$skiptoken=b'],
    ['with another script', '/ä?$skiptoken=ä', '/%C3%A4?$skiptoken=%C3%A4'],
    ['to a path that Graph chose', '/users?$skip=1', '/users?$skip=1'],
    ['with dots below the root', '/x/../a?$skiptoken=b', '/a?$skiptoken=b'],
  ])('%s: is read by GET on the same host, as a URL is', async (_what, link, path) => {
    pageWith(`${gateway.graphUrl}${link}`);
    const answer = await gateway.send(list.query);
    expectAnswered(answer);
    expect(gateway.calls.at(-1)).toBe(`GET /beta${path}`);
  });

  it('with a user name: the name is not sent', async () => {
    pageWith(`${gateway.graphUrl.replace('//', '//ada:secret@')}/a?$skiptoken=b`);
    await gateway.send(list.query);
    expect(gateway.calls.at(-1)).toBe('GET /beta/a?$skiptoken=b');
  });

  it.each<[string, (call: number) => string]>([
    ['to its own page', () => '/a?$skiptoken=b'],
    ['in a circle', (call) => `/a?$skiptoken=${call % 3}`],
    ['to new empty pages for ever', (call) => `/a?$skiptoken=${call}`],
  ])('%s ends as GRAPH_BAD_RESPONSE', async (_what, link) => {
    gateway.answers((_request, response) => {
      const next = `${gateway.graphUrl}${link(gateway.calls.length)}`;
      response.end(JSON.stringify({ value: [], '@odata.nextLink': next }));
    });
    expectRefused(await gateway.send(list.query), { code: 'GRAPH_BAD_RESPONSE' });
    expect(gateway.calls.length).toBeLessThan(105);
  });
});

describe('a cursor', () => {
  const query =
    'query ($after: String) { r: macOSSoftwareUpdateAccountSummaries(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }';
  const cursorBehind = async (link: string): Promise<string> => {
    gateway.answers((_request, response) => {
      const isFirst = gateway.calls.length === 1;
      const next = `${gateway.graphUrl}${link}`;
      response.end(isFirst ? `{"value":[{"id":"a"}],"@odata.nextLink":"${next}"}` : '{"value":[{"id":"b"}]}');
    });
    const { json } = await gateway.send(query);
    return (json.data?.['r'] as { pageInfo: { endCursor: string } }).pageInfo.endCursor;
  };

  const collection = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

  it.each([
    ...['%ff%FE', 'a+b%2Bc%20', "x'|(y)=z%26", '', 'b'.repeat(7900)].map((token) => `$skiptoken=${token}`),
    "$skipToken=Skip='10'",
    'skipToken=b',
    '%24SkipToken=b',
    '$skip=10',
    'pageToken=b&x-page.size=2',
    '$select=id&$top=2&$skiptoken=b',
    '$select=displayName,id,osVersion&$skiptoken=b&$top=7',
  ])('sends the options of the link again unchanged: %s', async (options) => {
    const after = await cursorBehind(`${collection}?${options}`);
    gateway.answers((_request, response) => response.end('{"value":[]}'));
    const { json } = await gateway.send(query, { after });
    expect(json.errors).toBeUndefined();
    expect(gateway.calls).toEqual([`GET /beta${collection}?${options.replaceAll("'", '%27')}`]);
  });

  it('uses the options of the list itself, and not those of the link', async () => {
    const options = '$filter=a&$orderby=b&%24Expand=c&$count=true&$search=d&$format=xml&$apply=e';
    const after = await cursorBehind(`${collection}?${options}&$skiptoken=f`);
    gateway.answers((_request, response) => response.end('{"value":[]}'));
    expect((await gateway.send(query, { after })).json.errors).toBeUndefined();
    expect(gateway.calls).toEqual([`GET /beta${collection}?$skiptoken=f`]);
  });

  it.each([
    ['to another path', '/users?$skiptoken=b'],
    ['without options', collection],
    ['without an option that could name a page', `${collection}?$select=id&$top=3`],
    ['with the same option twice', `${collection}?$skiptoken=b&$skipToken=c`],
  ])('is an error, and the rows are returned, if the link %s cannot be kept', async (_what, link) => {
    gateway.answers((_request, response) => {
      const next = `${gateway.graphUrl}${link}`;
      const isFirst = gateway.calls.length === 1;
      response.end(isFirst ? `{"value":[{"id":"a"}],"@odata.nextLink":"${next}"}` : '{"value":[{"id":"b"}]}');
    });
    const { json } = await gateway.send(query);
    expect(json.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['r', 'pageInfo', 'endCursor'], 'GRAPH_BAD_RESPONSE'],
    ]);
    expect(json.data).toMatchObject({ r: { nodes: [{ id: 'a' }, { id: 'b' }], pageInfo: { endCursor: null } } });
  });
});
