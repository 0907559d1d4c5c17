/** A claims challenge with Apollo Client 4 and the link of docs/clients.md: a new token, and the operation once more. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { of } from 'rxjs';
import { expectCalls } from '../support/expect-calls.js';
import { gatewayOverEmulator, referenceExample, token } from '../support/start.js';
import { claimsLink } from './snippets/apollo-claims.js';

describe('the link for claims challenges', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  let client: ApolloClient;
  let claims: unknown[];
  beforeEach(async () => {
    gateway = await gatewayOverEmulator({ macs: 3 });
    claims = [];
    const link = claimsLink((wanted) => {
      claims.push(JSON.parse(wanted));
      return Promise.resolve('token-with-claims');
    });
    const http = new HttpLink({ uri: gateway.url, headers: { authorization: `Bearer ${token}` } });
    client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.from([link, http]) });
  });
  afterEach(async () => {
    client.stop();
    await gateway.stop();
  });
  const create = gql`
    mutation ($input: CreateSummaryInput!) {
      created: createMacOSSoftwareUpdateAccountSummary(input: $input) {
        displayName
      }
    }
  `;

  it('gets a token for the claims and sends the mutation again: it is stored once', async () => {
    gateway.graph.quirks.claimsChallenge = 1;
    const { data } = await client.mutate<{ created: { displayName: string } }>({
      mutation: create,
      variables: { input: referenceExample },
    });
    expect(data?.created.displayName).toBe(referenceExample.displayName);
    expect(claims).toEqual([expect.objectContaining({ access_token: expect.anything() as unknown })]);
    expect(gateway.graph.requests.map(({ headers }) => headers['authorization'])).toEqual([
      `Bearer ${token}`,
      'Bearer token-with-claims',
    ]);
    expect(gateway.graph.accountSummaries()).toHaveLength(4);
  });

  it('asks once: a second challenge reaches the caller', async () => {
    gateway.graph.quirks.claimsChallenge = 2;
    await expect(client.mutate({ mutation: create, variables: { input: referenceExample } })).rejects.toThrow();
    expect(claims).toHaveLength(1);
    expectCalls(gateway.graph.requests, 2);
  });

  it('leaves other errors alone', async () => {
    gateway.graph.quirks.forbidden = true;
    await expect(client.mutate({ mutation: create, variables: { input: referenceExample } })).rejects.toThrow();
    expect(claims).toEqual([]);
    expectCalls(gateway.graph.requests, 1);
  });

  it('gives the caller the challenge without a new token', async () => {
    gateway.graph.quirks.claimsChallenge = 1;
    const http = new HttpLink({ uri: gateway.url, headers: { authorization: `Bearer ${token}` } });
    const declined = claimsLink(() => Promise.reject(new Error('The window was closed.')));
    client.setLink(ApolloLink.from([declined, http]));
    const error: unknown = await client
      .mutate({ mutation: create, variables: { input: referenceExample } })
      .catch((caught: unknown) => caught);
    expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expectCalls(gateway.graph.requests, 1);
  });

  it('does not send again what Graph has done in part', async () => {
    let sent = 0;
    const extensions = {
      code: 'UNAUTHENTICATED',
      claims: btoa('{"access_token":{}}'),
      written: [{ verb: 'create', id: 'a' }],
    };
    const answer = new ApolloLink(() => {
      sent += 1;
      return of({ data: { created: null }, errors: [{ message: 'No.', extensions }] });
    });
    client.setLink(ApolloLink.from([claimsLink(() => Promise.resolve('another')), answer]));
    await expect(client.mutate({ mutation: create, variables: { input: referenceExample } })).rejects.toThrow();
    expect(sent).toBe(1);
  });
});
