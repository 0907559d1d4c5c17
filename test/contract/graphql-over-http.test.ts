/** The GraphQL-over-HTTP specification, by the audits of `graphql-http`: one test for each audit. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { gatewayOverEmulator } from '../support/start.js';

/** Apollo Server's decisions: 400 for a bad document, for old clients as for new ones, as in its own suite. */
const notFulfilled = [
  '572B', // SHOULD use 200 status code on document parsing failure when accepting application/json
  'FDE2', // SHOULD use 200 status code on document validation failure when accepting application/json
  '7B9B', // SHOULD use a status code of 200 on variable coercion failure when accepting application/json
];

let url = '';
const audits = serverAudits({
  url: () => url,
  // The header with which a GET proves that it is not from a page of another site (CSRF prevention).
  fetchFn: (address: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if ((init.method ?? 'GET') === 'GET') headers.set('apollo-require-preflight', 'true');
    return fetch(address, { ...init, headers });
  },
});

describe('GraphQL over HTTP', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOverEmulator>>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator();
    ({ url } = gateway);
  });
  afterAll(() => gateway.stop());

  it('has 13 audits that MUST be fulfilled, and no exception is one of them', () => {
    expect(audits.filter(({ name }) => name.startsWith('MUST'))).toHaveLength(13);
    const exceptions = audits.filter(({ id }) => notFulfilled.includes(id));
    expect(exceptions.map(({ name }) => name.split(' ')[0])).toEqual(['SHOULD', 'SHOULD', 'SHOULD']);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (id, _name, audit) => {
    const result = await audit.fn();
    const said = result.status === 'ok' ? 'fulfilled' : result.reason;
    expect(said).toBe(notFulfilled.includes(id) ? 'Response status code is not 200' : 'fulfilled');
  });
});
