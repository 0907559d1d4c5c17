/**
 * Requests that Graph received ≤ the charge of the operation ≤ QUERY_MAX_COST: for any operation, whatever its cursors
 * say, with any number of children and any page size of Graph. Retries are extra; here nothing fails.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse, type OperationDefinitionNode } from 'graphql';
import { defaultQuirks } from '../../src/emulator/graph/index.js';
import { schemaShape } from '../../src/graphql/schema/build-schema.js';
import { costOf } from '../../src/graphql/limits/query-cost.js';
import { encodeCursor } from '../../src/summaries/listing/cursor.js';
import type { FilterPart } from '../../src/summaries/listing/graph-filter.js';
import { patienceMs, tries } from '../support/fuzz.js';
import { codesOf } from '../support/operations.js';
import { reportWithCategories, requestsOf } from '../support/report-with-children.js';
import { gatewayOver, gatewayOverEmulator, type TestGateway } from '../support/start.js';

const { schema } = schemaShape();
const list = 'macOSSoftwareUpdateAccountSummaries';
const limits = [12, 33, 120, 700, 10_000];

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
const doors = new Map<number, TestGateway>();
const wide: string[] = [];
/** The token of each operation, and its cost limit. */
const sent = new Map<string, number>();
beforeAll(async () => {
  gateway = await gatewayOverEmulator({ macs: 120 });
  wide.push(await reportWithCategories(gateway.graph, 400), await reportWithCategories(gateway.graph, 1000));
  for (const limit of limits) {
    doors.set(limit, await gatewayOver(gateway.graph.url, { QUERY_MAX_COST: `${limit}` }));
  }
});
afterAll(async () => {
  for (const door of doors.values()) await door.stop();
  await gateway.stop();
});

const below = fc.constantFrom(
  '',
  'categorySummaries { id }',
  'categorySummaries { id updateStateSummaries { id } }',
  `device { ${list}(first: 2) { nodes { id } } }`,
  `user { ${list}(first: 1, orderBy: { field: deviceName }) { totalCount } }`,
);
const filter = fc.constantFrom(
  undefined,
  { failedUpdateCount: { ge: 1 } },
  { deviceName: { eq: 'absent' } },
  { or: [] },
  { not: {} },
  { deviceId: { in: Array.from({ length: 40 }, (_, index) => `${index}`.repeat(400)) } },
);
const orderBy = fc.constantFrom(undefined, [{ field: 'deviceName', direction: 'DESC' }]);
const link = fc
  .tuple(fc.nat(130), fc.constantFrom('', '$top=1&', '$select=id&$top=2&', '$top=1000&'))
  .map(([offset, options]) => `${options}$skiptoken=${Buffer.from(`rows:${offset}`).toString('base64url')}`);
const past = { offset: fc.oneof(fc.nat(200), fc.constant(10_000)), marks: fc.constantFrom('', 'AAAAAAAA'.repeat(3)) };
const position = fc.oneof(
  fc.record({
    by: fc.constant<'graph'>('graph'),
    link: fc.oneof(fc.constant(null), link),
    ...past,
    part: fc.constantFrom<FilterPart>('whole', 'simple', 'none'),
  }),
  fc.record({ by: fc.constant<'gateway'>('gateway'), ...past }),
);
const quirks = fc.record({
  pageSize: fc.constantFrom(1, 7, 100, 1000),
  emptyPages: fc.boolean(),
  filterRefused: fc.boolean(),
  filterIgnored: fc.boolean(),
  patchNoContent: fc.boolean(),
});
const first = fc.constantFrom(1, 2, 50, 1000);

interface Part {
  readonly field: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
const declared = `$r: [_Any!] = [], $f: MacOSSoftwareUpdateAccountSummaryFilter, $o: [MacOSSoftwareUpdateAccountSummaryOrder!], $n: Int, $a: String`;

const listed: fc.Arbitrary<Part> = fc
  .tuple(first, filter, orderBy, fc.option(position), below, fc.boolean())
  .map(([n, f, o, at, selected, counted]) => {
    // As the gateway names the list, for a caller who knows its code.
    const orders =
      o === undefined
        ? []
        : [
            { property: 'deviceName', descending: true },
            { property: 'id', descending: false },
          ];
    const condition = conditions.get(JSON.stringify(f)) ?? null;
    const name = createHash('sha256')
      .update(JSON.stringify([condition, orders]))
      .digest('base64url');
    const after = at === null ? null : encodeCursor(at, name);
    const field = `${list}(first: $n, after: $a, filter: $f, orderBy: $o) { nodes { id ${selected} } ${counted ? 'totalCount' : ''} }`;
    return { field, variables: { f, o, n, a: after } };
  });
const conditions = new Map<string | undefined, object>([
  [
    '{"failedUpdateCount":{"ge":1}}',
    { kind: 'compare', property: 'failedUpdateCount', operator: 'ge', literal: { type: 'number', value: 1 } },
  ],
]);
const read: fc.Arbitrary<Part> = fc.tuple(fc.nat(3), below).map(([index, selected]) => {
  const id = wide[index] ?? String(gateway.graph.accountSummaries()[index]?.id);
  return { field: `macOSSoftwareUpdateAccountSummary(id: "${id}") { id ${selected} }`, variables: {} };
});
const references: fc.Arbitrary<Part> = fc.tuple(fc.nat(30), below, fc.boolean()).map(([count, selected, isMac]) => {
  const rows = gateway.graph.accountSummaries().slice(-count - 1);
  const r = rows.map(({ id, deviceId }) =>
    isMac ? { __typename: 'ManagedDevice', id: deviceId } : { __typename: 'MacOSSoftwareUpdateAccountSummary', id },
  );
  const macs = `... on ManagedDevice { ${list}(first: 3) { nodes { id ${selected} } } }`;
  const reports = `... on MacOSSoftwareUpdateAccountSummary { id ${selected} }`;
  return { field: `_entities(representations: $r) { ${macs} ${reports} }`, variables: { r } };
});
const change: fc.Arbitrary<Part> = fc.tuple(fc.nat(2), below).map(([index, selected]) => ({
  field: `updateMacOSSoftwareUpdateAccountSummary(id: "${wide[index] ?? 'unknown'}", input: { osVersion: "26.${index}" }) { id ${selected} }`,
  variables: {},
}));
const operation = (part: fc.Arbitrary<Part>, kind: string): fc.Arbitrary<{ query: string; variables: object }> =>
  fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => {
    const fields = parts.map(({ field }, index) => `p${index}: ${field}`).join(' ');
    const used = Object.assign({}, ...parts.map(({ variables }) => variables)) as object;
    const names = [...declared.matchAll(/\$(\w):[^$]*/g)].filter(([, name]) => fields.includes(`$${name}`));
    const head = names.length === 0 ? '' : `(${names.map(([text]) => text.replace(/, *$/, '')).join(', ')})`;
    return { query: `${kind} ${head} { ${fields} }`, variables: used };
  });
const operations = fc.oneof(
  { weight: 4, arbitrary: operation(fc.oneof(listed, read, references), 'query') },
  { weight: 1, arbitrary: operation(change, 'mutation') },
);

describe('any operation', () => {
  it(
    'sends Graph no more requests than it is charged for, and is charged no more than the limit',
    () =>
      fc.assert(
        fc.asyncProperty(operations, quirks, fc.constantFrom(...limits), async ({ query, variables }, given, limit) => {
          Object.assign(gateway.graph.quirks, defaultQuirks, given);
          const door = doors.get(limit) as TestGateway;
          const logged = door.log().length;
          const token = `token-${sent.size}`;
          sent.set(token, limit);

          const answer = await door.send(query, variables, { authorization: `Bearer ${token}` });

          expect(answer.status).toBeLessThan(500);
          expect(codesOf(answer)).not.toContain('INTERNAL_SERVER_ERROR');
          const document = parse(query);
          const estimate = costOf(
            schema,
            document,
            document.definitions[0] as OperationDefinitionNode,
            JSON.parse(JSON.stringify(variables)) as Record<string, unknown>,
          );
          // The gateway logs the charge of an operation that exceeds the estimate.
          const said = /"charged":(\d+)/.exec(door.log().slice(logged))?.[1];
          const charged = said === undefined ? estimate : Number(said);
          const received = requestsOf(gateway.graph, token);
          if (estimate > limit) {
            expect([received, codesOf(answer)]).toEqual([0, ['GRAPHQL_VALIDATION_FAILED']]);
            return;
          }
          // After an error, other parts of the operation may still send requests; they are counted at the end.
          if (answer.json.errors === undefined) expect(received).toBeLessThanOrEqual(charged);
          expect(charged).toBeLessThanOrEqual(limit);
        }),
        tries(150),
      ),
    patienceMs,
  );

  it('has sent no more than the limit when everything has ended', async () => {
    for (const door of doors.values()) await door.stop();
    doors.clear();
    expect(sent.size).toBeGreaterThanOrEqual(tries(150).numRuns);
    for (const [token, limit] of sent) expect(requestsOf(gateway.graph, token)).toBeLessThanOrEqual(limit);
  });
});
