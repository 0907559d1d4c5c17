/** Any input is stored unchanged or rejected before a call to Graph. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { expectCalls } from '../support/expect-calls.js';
import { anyJson, anyText, count, goodText, inputOf, patienceMs, timestamp, tries } from '../support/fuzz.js';
import { codesOf, faultOf, without } from '../support/operations.js';
import { createMutation, gatewayOverEmulator, referenceExample, type Answer } from '../support/start.js';

let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
afterAll(() => gateway.stop());

const refusals = ['BAD_USER_INPUT', 'BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'];

/** The body of the last write to Graph, without its type. */
const written = (): object => without(gateway.graph.requests.at(-1)?.body as object, '@odata.type');

/** Sends a creation; its input has arrived unchanged, or nothing has. True if it arrived. */
async function arrives(variables: object, input: unknown): Promise<boolean> {
  const before = gateway.graph.requests.length;
  const answer: Answer = await gateway.send(createMutation, variables);
  expect(faultOf(answer)).toBeUndefined();
  if (answer.json.errors !== undefined) {
    expect(refusals).toEqual(expect.arrayContaining(codesOf(answer)));
    expectCalls(gateway.graph.requests, before);
    return false;
  }
  // What JSON makes of it: -0 becomes 0.
  const sent = JSON.parse(JSON.stringify(input)) as object;
  const { id } = answer.json.data?.['created'] as { id: string };
  expect(answer.json.data).toEqual({ created: { id, ...sent } });
  expectCalls(gateway.graph.requests, before + 1);
  expect(written()).toEqual(sent);
  return true;
}

describe('any input', () => {
  it(
    'that follows the rules arrives unchanged',
    () =>
      fc.assert(
        fc.asyncProperty(inputOf(goodText, count, timestamp), async (input) => {
          expect(await arrives({ input }, input)).toBe(true);
        }),
        tries(300),
      ),
    patienceMs,
  );

  it(
    'with one property of any kind arrives unchanged or is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...Object.keys(referenceExample), 'unknown', '__proto__', 'constructor', '@odata.type'),
          fc.oneof(anyJson, anyText, count),
          async (name, value) => {
            const entries = Object.entries(without(referenceExample, name));
            const input = Object.fromEntries([...entries, [name, value]]) as object;
            await arrives({ input }, input);
          },
        ),
        tries(400),
      ),
    patienceMs,
  );

  it(
    'with every property of any kind arrives unchanged or is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(
          inputOf(
            fc.oneof(goodText, anyJson),
            fc.oneof(count, fc.double(), fc.maxSafeInteger()),
            fc.oneof(timestamp, anyText),
          ),
          async (input) => {
            await arrives({ input }, input);
          },
        ),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'that is any JSON, and any JSON instead of the variables, is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(anyJson, async (value) => {
          expect(await arrives({ input: value }, value)).toBe(false);
          expect(await arrives(value as object, value)).toBe(false);
        }),
        tries(200),
      ),
    patienceMs,
  );

  it(
    'of a change arrives unchanged or is rejected',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...Object.keys(referenceExample)),
          fc.oneof(goodText, anyJson, count, timestamp),
          async (name, value) => {
            const before = gateway.graph.requests.length;
            const answer = await gateway.send(
              'mutation ($input: UpdateSummaryInput!) { updateMacOSSoftwareUpdateAccountSummary(id: "a", input: $input) { id } }',
              { input: { [name]: value } },
            );
            expect(faultOf(answer)).toBeUndefined();
            if (gateway.graph.requests.length === before) {
              expect(refusals).toEqual(expect.arrayContaining(codesOf(answer)));
            } else {
              expect(written()).toEqual(JSON.parse(JSON.stringify({ [name]: value })));
            }
          },
        ),
        tries(200),
      ),
    patienceMs,
  );
});
