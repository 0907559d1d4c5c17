import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client/core/index.js';
import { GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDocument, ReadDocument } from '../../operations/generated.js';
import { gatewayOverEmulator, referenceExample } from '../../support/start.js';

describe('the clients that front ends use', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  const headers = { authorization: 'Bearer client-token' };
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
  });
  afterAll(() => gateway.stop());

  it('Apollo Client creates a report and reads it, with generated types', async () => {
    const link = new HttpLink({ uri: gateway.url, headers });
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const { data } = await client.mutate({ mutation: CreateDocument, variables: { input: referenceExample } });
    const id = data?.createMacOSSoftwareUpdateAccountSummary?.id ?? '';
    const read = await client.query({ query: ReadDocument, variables: { id } });
    expect(read.data?.macOSSoftwareUpdateAccountSummary?.deviceName).toBe(referenceExample.deviceName);
    expect(gateway.graph.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    client.stop();
  });

  it('graphql-request does the same', async () => {
    const client = new GraphQLClient(gateway.url, { headers });
    const { createMacOSSoftwareUpdateAccountSummary: created } = await client.request(CreateDocument, {
      input: referenceExample,
    });
    const read = await client.request(ReadDocument, { id: created?.id ?? '' });
    expect(read.macOSSoftwareUpdateAccountSummary?.id).toBe(created?.id);
  });
});
