import { afterEach, describe, expect, it } from '@jest/globals';
import { reader, verifiedGateway, listQuery, writer, type Verified } from '../support/authority.js';
import { createMutation, referenceExample } from '../support/start.js';

const running: Verified[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
const start = async (
  ...parameters: Parameters<typeof verifiedGateway> extends [unknown, ...infer Rest] ? Rest : never
) => {
  const gateway = await verifiedGateway('on-behalf-of', ...parameters);
  running.push(gateway);
  return gateway;
};
const create = [createMutation, { input: referenceExample }] as const;

describe('on behalf of a user', () => {
  it('Graph is called with a token of that user, got by the gateway for Graph', async () => {
    const gateway = await start();
    const { status, json } = await gateway.as('ada', ...create);
    expect([status, json.errors]).toEqual([200, undefined]);
    expect(gateway.graph.accountSummaries()).toHaveLength(4);
    expect(await gateway.graphIdentities()).toEqual([expect.objectContaining({ kind: 'user' })]);
    expect(gateway.authority.requests).toHaveLength(1);
  });
});
