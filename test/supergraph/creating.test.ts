/** The creation through real gateways: what the client gets, and what Graph receives. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMutation, referenceExample } from '../support/start.js';
import { routers } from './support/routers.js';
import { supergraphOverEmulator } from './support/supergraph.js';

describe.each(routers)('creating an account summary behind $name', (make) => {
  let supergraph: Awaited<ReturnType<typeof supergraphOverEmulator>>;
  beforeAll(async () => {
    supergraph = await supergraphOverEmulator(make);
  });
  afterAll(() => supergraph.stop());

  it('stores the input and returns it, with one call to Graph', async () => {
    const before = supergraph.graph.requests.length;
    const { status, data, errors } = await supergraph.ask({
      query: createMutation,
      variables: { input: referenceExample },
    });
    expect([status, errors]).toEqual([200, []]);
    const { id, ...created } = data?.['created'] as { id: string };
    expect(created).toEqual(referenceExample);
    expect(supergraph.graph.accountSummaries().at(-1)).toMatchObject({ ...referenceExample, id });
    const [call, ...more] = supergraph.graph.requests.slice(before);
    expect(more).toEqual([]);
    expect([call?.method, call?.path]).toEqual(['POST', '/deviceManagement/macOSSoftwareUpdateAccountSummaries']);
    expect(call?.body).toEqual({
      '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
      ...referenceExample,
    });
  });

  it('sends Authorization to Graph byte for byte', async () => {
    const authorization = 'Bearer eyJ0-_.~+/AbC.dEf==';
    const { errors } = await supergraph.ask({
      query: createMutation,
      variables: { input: referenceExample },
      headers: { authorization },
    });
    expect(errors).toEqual([]);
    expect(supergraph.graph.requests.at(-1)?.headers.authorization).toBe(authorization);
  });

  it("writes the router's x-request-id into the log of this gateway", async () => {
    const headers = { authorization: 'Bearer a', 'x-request-id': 'router-request-4711' };
    await supergraph.ask({ query: createMutation, variables: { input: referenceExample }, headers });
    expect(supergraph.updates.log()).toContain('"reqId":"router-request-4711"');
  });

  it('stores 30 reports of one bulk creation, 20 in a call', async () => {
    const before = supergraph.graph.requests.length;
    const { data, errors } = await supergraph.ask({
      query: `mutation ($inputs: [CreateSummaryInput!]!) {
        results: createMacOSSoftwareUpdateAccountSummaries(inputs: $inputs) { index summary { id deviceId } }
      }`,
      variables: {
        inputs: Array.from({ length: 30 }, (_, index) => ({ ...referenceExample, deviceId: `mac ${index}` })),
      },
    });
    expect(errors).toEqual([]);
    const results = data?.['results'] as { index: number; summary: { deviceId: string } }[];
    expect(results.map(({ index, summary }) => [index, summary.deviceId])).toEqual(
      Array.from({ length: 30 }, (_, index) => [index, `mac ${index}`]),
    );
    expect(supergraph.graph.requests.length - before).toBe(2);
  });
});
