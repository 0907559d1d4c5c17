/** What the gateways make of this subgraph's HTTP 401 and 429 by themselves: why docs/federation.md asks for a relay. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, referenceExample } from '../support/start.js';
import { apolloGateway } from './support/apollo-gateway.js';
import { hiveGateway } from './support/hive-gateway.js';
import { supergraphOverEmulator } from './support/supergraph.js';

let supergraph: Awaited<ReturnType<typeof supergraphOverEmulator>>;
afterEach(() => supergraph.stop());

const create = { query: createMutation, variables: { input: referenceExample } };

describe('@apollo/gateway without the relay', () => {
  it('makes a claims challenge an HTTP 200 without path, and tells the address of the subgraph', async () => {
    supergraph = await supergraphOverEmulator(apolloGateway, { quirks: { claimsChallenge: 1 } }, { relay: false });
    const { status, headers, errors } = await supergraph.ask(create);
    expect([status, headers.get('www-authenticate'), errors.length]).toEqual([200, null, 1]);
    const [{ message, path, extensions } = { message: '', path: [], extensions: {} }] = errors;
    expect([message, path, extensions.code]).toEqual(['401: Unauthorized', undefined, 'UNAUTHENTICATED']);
    expect(extensions['claims']).toBeUndefined();
    expect(extensions['response']).toMatchObject({ url: supergraph.updates.url, status: 401 });
  });

  it('loses the code of what is refused before it runs', async () => {
    const environment = { RATE_LIMIT_MAX: '1' };
    supergraph = await supergraphOverEmulator(apolloGateway, {}, { relay: false, environment });
    await supergraph.ask(create);
    const { errors } = await supergraph.ask(create);
    expect(errors).toMatchObject([
      { message: '429: Too Many Requests', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
  });
});

describe('Hive Gateway without the relay', () => {
  it('keeps the error of a claims challenge whole, and answers HTTP 200 without WWW-Authenticate', async () => {
    supergraph = await supergraphOverEmulator(hiveGateway, { quirks: { claimsChallenge: 1 } }, { relay: false });
    const { status, headers, errors } = await supergraph.ask(create);
    expect([status, headers.get('www-authenticate')]).toEqual([200, null]);
    expect(errors).toMatchObject([
      { path: ['created'], extensions: { code: 'UNAUTHENTICATED', claims: expect.any(String) as unknown } },
    ]);
  });

  it('keeps the code of what is refused before it runs', async () => {
    const environment = { RATE_LIMIT_MAX: '1' };
    supergraph = await supergraphOverEmulator(hiveGateway, {}, { relay: false, environment });
    await supergraph.ask(create);
    const { errors } = await supergraph.ask(create);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  });
});
