import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../../../src/graphql/limits/limits.js';
import { anyRequestId } from '../../support/expect-answer.js';
import { lists } from '../../support/documents.js';
import { expectCalls } from '../../support/expect-calls.js';
import { gatewayOverEmulator, referenceExample, token } from '../../support/start.js';

const query = '{ __typename }';

describe('the limits of variables', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  /** From text, because JSON.stringify fails on what is too deep. */
  const send = async (variables: string, document = query): Promise<[number, unknown]> => {
    const body = `{ "query": "${document}", "variables": ${variables} }`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(gateway.url, { method: 'POST', headers, body });
    return [answer.status, await answer.json()];
  };
  const refused = (segments: (string | number)[], rule: string, limit: number, message: string): [number, unknown] => [
    400,
    {
      errors: [
        {
          message: `The input breaks 1 rule: ${message}.`,
          extensions: {
            code: 'BAD_USER_INPUT',
            requestId: anyRequestId,
            validationErrors: [{ path: segments.join('.'), segments, rule, limit, message }],
          },
        },
      ],
    },
  ];
  const accepted = [200, { data: { __typename: 'Query' } }];

  it.each([
    ['lists', (count: number) => `{ "v": ${lists(count)} }`, (count: number) => ['v', ...Array<number>(count).fill(0)]],
    [
      'objects',
      (count: number) => `{ "v": ${'{ "a": '.repeat(count)} 1 ${'}'.repeat(count)} }`,
      (count: number) => ['v', ...Array<string>(count).fill('a')],
    ],
  ])(`${limits.valueDepth} nested %s are accepted, and not one more`, async (_what, variablesOf, pathOf) => {
    const message = 'has more than 20 nested lists and objects; the limit is 20';
    expect(await send(variablesOf(limits.valueDepth))).toEqual(accepted);
    const path = pathOf(limits.valueDepth);
    const expected = refused(path, 'TOO_DEEP', 20, `${path.at(-1)} ${message}`);
    expect(await send(variablesOf(limits.valueDepth + 1))).toEqual(expected);
  });

  it(`${limits.listItems} items of a list are accepted, and not one more`, async () => {
    const list = (count: number): string => `{ "v": { "in": [${Array(count).fill('1').join()}] } }`;
    expect(await send(list(limits.listItems))).toEqual(accepted);
    const message = 'in has 1,001 items; the limit is 1,000';
    expect(await send(list(limits.listItems + 1))).toEqual(refused(['v', 'in'], 'TOO_MANY', 1000, message));
  });

  it(`${limits.variableValues} values in all are accepted, and not one more`, async () => {
    const values = (count: number): string =>
      JSON.stringify({ v: Array(14).fill(Array(999).fill(1)), w: Array(count - 16 - 14 * 999).fill(1) });
    expect(await send(values(limits.variableValues))).toEqual(accepted);
    const message = 'the variables hold more than 15,000 values; the limit is 15,000';
    expect(await send(values(15_001))).toEqual(refused(['variables'], 'TOO_MANY', 15_000, message));
  });

  it('a creation of 1,000 reports with every property is within them', async () => {
    const inputs = Array<object>(1000).fill({ id: 'a', ...referenceExample });
    expect(await send(JSON.stringify({ inputs, onInvalid: 'STORE_VALID' }))).toEqual(accepted);
  });

  it.each([
    ['lists in each other', lists(20_000)],
    ['times not', `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`],
  ])('rejects a filter of 20,000 %s without exhausting a stack', async (_what, value) => {
    const filter = 'query ($v: MacOSSoftwareUpdateAccountSummaryFilter)';
    const list = 'macOSSoftwareUpdateAccountSummaries(filter: $v) { nodes { id } }';
    const [status, answer] = await send(`{ "v": ${value} }`, `${filter} { ${list} }`);
    expect([status, answer]).toMatchObject([400, { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
    expect(gateway.log()).not.toContain('RangeError');
    expectCalls(gateway.graph.requests, 0);
  });

  it('are explained in the same way for objects of any length', async () => {
    const filter = 'query ($v: MacOSSoftwareUpdateAccountSummaryFilter)';
    const list = 'macOSSoftwareUpdateAccountSummaries(filter: $v) { nodes { id } }';
    const explain = async (text: string): Promise<unknown> => {
      const v = { displayName: { eq: text, from: 1 }, unknown: text };
      const [status, answer] = await send(JSON.stringify({ v }), `${filter} { ${list} }`);
      const [{ extensions }] = (answer as { errors: [{ extensions: unknown }] }).errors;
      return [status, extensions];
    };
    const path = 'filter.displayName.from';
    const explained = [
      400,
      {
        code: 'BAD_USER_INPUT',
        requestId: anyRequestId,
        validationErrors: expect.arrayContaining([
          expect.objectContaining({ path, message: '"from" is not a field of StringFilter' }),
        ]) as unknown,
      },
    ];
    expect(await explain('short')).toEqual(explained);
    expect(await explain('long'.repeat(50_000))).toEqual(explained);
    expect(gateway.graph.requests).toHaveLength(0);
  });

  it('repeats no key that cannot be a name', async () => {
    const [status, answer] = await send(`{ "v": { "<b>": ${lists(limits.valueDepth)} } }`);
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).not.toContain('<b>');
  });

  it('holds for variables of GET as well', async () => {
    const parameters = new URLSearchParams({ query, variables: `{ "v": ${lists(limits.valueDepth + 1)} }` });
    const headers = { 'apollo-require-preflight': 'yes' };
    const answer = await fetch(`${gateway.url}?${parameters.toString()}`, { headers });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});
