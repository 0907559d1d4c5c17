import { describe, expect, it } from '@jest/globals';
import { expectRefused } from '../../support/expect-answer.js';
import { gatewayOverFaults, stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { createMutation, referenceExample } from '../../support/start.js';

const running = stoppedAfterEach();
const creation = 'createMacOSSoftwareUpdateAccountSummary(input: $input)';
const two = `mutation ($input: CreateSummaryInput!) { a: ${creation} { id } b: ${creation} { id } }`;
const withChildren = `mutation ($input: CreateSummaryInput!) { a: ${creation} { id categorySummaries { id } } }`;

describe('what was written before an error', () => {
  it.each([
    ['a second creation', two, 'OUTCOME_UNKNOWN', (id: unknown) => ({ a: { id }, b: null })],
    [
      'reading the children',
      withChildren,
      'GRAPH_UNAVAILABLE',
      (id: unknown) => ({ a: { id, categorySummaries: null } }),
    ],
  ])('is returned and reported, when %s fails', async (_what, document, code, dataOf) => {
    const plan = { call: (index: number) => (index > 0 ? ('502' as const) : undefined) };
    const { emulator, gateway } = await gatewayOverFaults(running, plan);
    const { json } = await gateway.send(document, { input: referenceExample });
    const [stored] = emulator.accountSummaries();
    expectRefused(
      { json },
      {
        code,
        extensions: { written: [{ verb: 'create', type: 'MacOSSoftwareUpdateAccountSummary', id: stored?.['id'] }] },
      },
    );
    expect(json.data).toEqual(dataOf(stored?.['id']));
    expect(json.errors?.[0]?.message).not.toContain('nothing was written');
  });

  it('is not mentioned while nothing was', async () => {
    const { gateway } = await gatewayOverFaults(running, { call: () => '502' });
    const { json } = await gateway.send(createMutation, { input: referenceExample });
    expect(json.errors?.[0]?.extensions).not.toHaveProperty('written');
  });
});
