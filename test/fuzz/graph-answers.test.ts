/**
 * Any response of Graph leads to data that fits the schema or to a code of the catalogue, never to a failure of the
 * gateway. No write is reported as done unless Graph answered with a success and an object.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isDateTimeOffset } from '../../src/summaries/schema/date-time-offset.js';
import { anyJson, anyText, oneChange, patienceMs, timestamp, tries } from '../support/fuzz.js';
import { gatewayOverAnswers, type HostileGraph } from '../support/hostile-graph.js';
import { faultOf, reads, readOne, writes } from '../support/operations.js';
import { gatewayOver, referenceExample, type Answer } from '../support/start.js';

const root = 'https://graph.example/beta';
const good = { id: 'a', ...referenceExample };
const shapes: object[] = [
  good,
  { value: good },
  { value: [good, { ...good, id: 'b' }], '@odata.nextLink': `${root}/a?$skiptoken=b` },
  { value: [] },
  { error: { code: 'BadRequest', message: '{"Message":"a","CustomApiErrorPhrase":""}', innerError: { date: 'b' } } },
  { ...good, categorySummaries: [{ id: 'c', updateStateSummaries: [{ id: 'd', state: 'idle' }] }] },
];

/** One member of a valid response, replaced, removed or repeated. */
const mutated = fc
  .tuple(fc.constantFrom(...shapes), fc.nat(), fc.oneof(anyJson, anyText, timestamp, fc.double()), fc.nat(2))
  .map(([shape, place, value, how]) => {
    const copy = structuredClone(shape);
    const places: [Record<string, unknown>, string][] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        visit((node as Record<string, unknown>)[key]);
      }
    };
    visit(copy);
    const [node, key] = places[place % places.length] ?? [{}, ''];
    if (how === 0) node[key] = value;
    else if (how === 1) delete node[key];
    else node[`${key}x`] = node[key];
    return JSON.stringify(copy);
  });

const anyHeaders = fc.dictionary(fc.constantFrom('WWW-Authenticate', 'request-id', 'Retry-After'), anyText);
const item = fc.record({
  id: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom('0', '1', '2'), anyJson),
  status: fc.oneof(fc.constantFrom(200, 201, 204, 302, 400, 401, 404), fc.constant(401), fc.integer(), anyJson),
  headers: fc.oneof({ weight: 3, arbitrary: anyHeaders }, anyJson),
  body: fc.oneof(
    mutated.map((text) => JSON.parse(text) as unknown),
    anyJson,
  ),
});
/** Mostly with the ids of the requests, so that the items count. */
const batchBody = fc
  .array(item, { minLength: 1, maxLength: 4 })
  .map((items) => JSON.stringify({ responses: items.map((each, index) => ({ ...each, id: each.id ?? `${index}` })) }));

const body = fc.oneof(
  mutated,
  batchBody,
  anyJson.map((value) => JSON.stringify(value)),
  oneChange(mutated, fc.constantFrom('', '{', '"', '\\', ',', '\u0000', '\ufeff', '[', '-')),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const headers = fc.dictionary(
  fc.constantFrom('request-id', 'date', 'retry-after', 'www-authenticate', 'location', 'content-type', 'x-any'),
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
  }),
);

const isInt32 = (value: unknown): boolean => Number.isInteger(value) && Math.abs(Number(value) + 0.5) < 2 ** 31;

/** What violates the schema in a summary, as far as it was selected. */
function faultsOf(summary: Record<string, unknown>): string[] {
  return Object.entries(summary).flatMap(([name, value]) => {
    if (name === 'id') return typeof value === 'string' && value !== '' ? [] : [name];
    if (name.endsWith('Count')) return isInt32(value) ? [] : [name];
    if (name === 'lastUpdatedDateTime') return isDateTimeOffset(value) ? [] : [name];
    if (name === 'displayName') return typeof value === 'string' ? [] : [name];
    return value === null || typeof value === 'string' || Array.isArray(value) ? [] : [name];
  });
}

/** Every object with an id in some data. */
function summariesIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(summariesIn);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(summariesIn);
  return 'id' in value ? [value, ...below] : below;
}

/** Undefined for a text that is not JSON. A byte order mark in front is allowed. */
function jsonIn(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString().replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

function isUsable(text: string | Buffer): boolean {
  const json = jsonIn(text) as { id?: unknown; value?: { id?: unknown } | null } | null | undefined;
  return [json, json?.value].some((entity) => typeof entity?.id === 'string' && entity.id !== '');
}

let graph: HostileGraph;
beforeAll(async () => {
  graph = await gatewayOverAnswers();
});
afterAll(() => graph.stop());

/** Sends every operation to a Graph with this response, then a plain request to one that answers correctly. */
async function check(
  gateway: { send: HostileGraph['send'] },
  status: number,
  text: string | Buffer,
  head: Record<string, string>,
) {
  const sent = typeof text === 'string' ? text.replaceAll(root, graph.graphUrl) : text;
  graph.answers((request, response) => {
    // The next pages of an endless list would be another test.
    if (request.url?.includes('skip')) response.end('{"value":[]}');
    else response.writeHead(status, head).end(sent);
  });
  const all = [...reads, ...writes];
  const answers = await Promise.all(all.map(({ query, variables }) => gateway.send(query, variables)));
  answers.forEach((answer: Answer, index) => {
    expect([all[index]?.name, faultOf(answer)]).toEqual([all[index]?.name, undefined]);
    expect(summariesIn(answer.json.data).flatMap(faultsOf)).toEqual([]);
    if (answer.json.data == null) expect(answer.json.errors).not.toBeUndefined();
    if (!writes.some(({ query }) => query === all[index]?.query)) return;
    const done = summariesIn(answer.json.data).length > 0 || typeof answer.json.data?.['r'] === 'string';
    const isSuccess = status >= 200 && status <= 299;
    if (done && all[index]?.name === 'delete') expect(isSuccess).toBe(true);
    else if (done && all[index]?.name === 'bulk creation') expect(isSuccess && sent.includes('"responses"')).toBe(true);
    else if (done) expect(isSuccess && isUsable(sent)).toBe(true);
  });
}

describe('any response of Graph', () => {
  it(
    'with a status that says what happened',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(200, 200, 201, 202, 206, 299, 300, 302, 400, 401, 403, 404, 409, 412, 418),
          body,
          headers,
          async (status, text, head) => {
            // Reads are retried after a success that is not JSON; the other test covers that.
            fc.pre(status >= 300 || jsonIn(text) !== undefined);
            await check(graph, status, text, head);
            graph.answers((_request, response) => response.end(JSON.stringify(good)));
            expect((await graph.send(readOne.query)).json.errors).toBeUndefined();
          },
        ),
        tries(150),
      ),
    patienceMs,
  );

  describe('that causes retries of reads', () => {
    // Failures add up in a gateway, and so does waiting: a new gateway, with little time.
    let gateway: Awaited<ReturnType<typeof gatewayOver>>;
    beforeAll(async () => {
      gateway = await gatewayOver(graph.graphUrl, { REQUEST_DEADLINE_MS: '300' });
    });
    afterAll(() => gateway.stop());

    it(
      'is a code of the catalogue in the time that an operation has',
      () =>
        fc.assert(
          fc.asyncProperty(
            fc.constantFrom(200, 201, 206, 429, 500, 501, 502, 503, 504, 599),
            body,
            headers,
            async (status, text, head) => {
              await check(gateway, status, text, head);
              expect((await gateway.send('{ __typename }')).json).toEqual({ data: { __typename: 'Query' } });
            },
          ),
          tries(20),
        ),
      patienceMs,
    );
  });
});
