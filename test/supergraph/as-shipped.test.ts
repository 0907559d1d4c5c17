/** What the gateways do with this subgraph's rejections by default: why docs/federation.md recommends a relay. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { refusingPort } from '../support/ports.js';
import { createMutation, referenceExample } from '../support/start.js';
import { until } from '../support/until.js';
import { apolloGateway } from './support/apollo-gateway.js';
import { hiveGateway } from './support/hive-gateway.js';
import type { RouterAnswer } from './support/router.js';
import { supergraphOverEmulator } from './support/supergraph.js';

let supergraph: Awaited<ReturnType<typeof supergraphOverEmulator>>;
afterEach(() => supergraph.stop());

const create = { query: createMutation, variables: { input: referenceExample } };

/** Rejections of this subgraph before execution, and how a router causes them. */
const refused: readonly {
  readonly status: number;
  readonly code: string;
  readonly environment: Record<string, string>;
  readonly refusal: () => Promise<RouterAnswer>;
}[] = [
  {
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
    environment: { QUERY_MAX_COST: '9' },
    refusal: () => supergraph.ask(create),
  },
  {
    status: 429,
    code: 'RATE_LIMITED',
    environment: { RATE_LIMIT_MAX: '1' },
    async refusal() {
      await supergraph.ask(create);
      return supergraph.ask(create);
    },
  },
  {
    status: 503,
    code: 'GRAPH_UNAVAILABLE',
    environment: { MAX_EVENT_LOOP_DELAY_MS: '100' },
    async refusal() {
      let answer: RouterAnswer | undefined;
      await until(async () => {
        const end = performance.now() + 300;
        while (performance.now() < end);
        answer = await supergraph.ask(create);
        return answer.errors.length > 0;
      });
      return answer as RouterAnswer;
    },
  },
];

describe('@apollo/gateway without the relay', () => {
  it('makes a claims challenge an HTTP 200 without path, and reveals the address of the subgraph', async () => {
    supergraph = await supergraphOverEmulator(apolloGateway, { quirks: { claimsChallenge: 1 } }, { relay: false });
    const { status, headers, errors } = await supergraph.ask(create);
    expect([status, headers.get('www-authenticate'), errors.length]).toEqual([200, null, 1]);
    const [{ message, path, extensions } = { message: '', path: [], extensions: {} }] = errors;
    expect([message, path, extensions.code]).toEqual(['401: Unauthorized', undefined, 'UNAUTHENTICATED']);
    expect(extensions['claims']).toBeUndefined();
    expect(extensions['response']).toMatchObject({ url: supergraph.updates.url, status: 401 });
  });

  it.each(refused)(
    'loses the code of a rejection before execution: HTTP $status',
    async ({ status, environment, refusal }) => {
      supergraph = await supergraphOverEmulator(apolloGateway, {}, { relay: false, environment });
      const { errors } = await refusal();
      expect(errors).toMatchObject([
        { message: expect.stringMatching(`^${status}: `) as unknown, extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      ]);
    },
  );

  it('reveals the address of a subgraph that cannot be reached', async () => {
    const host = `127.0.0.1:${await refusingPort()}`;
    const elsewhere = { relay: false, updatesAt: `http://${host}/graphql` };
    supergraph = await supergraphOverEmulator(apolloGateway, {}, elsewhere);
    const { status, text, errors } = await supergraph.ask(create);
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, ['INTERNAL_SERVER_ERROR']]);
    expect(text).toContain(host);
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

  it.each(refused)(
    'keeps the code of a rejection before execution: HTTP $status',
    async ({ code, environment, refusal }) => {
      supergraph = await supergraphOverEmulator(hiveGateway, {}, { relay: false, environment });
      const { errors } = await refusal();
      expect(errors).toMatchObject([{ extensions: { code } }]);
    },
  );

  it('does not reveal the address of a subgraph that cannot be reached', async () => {
    const host = `127.0.0.1:${await refusingPort()}`;
    const elsewhere = { relay: false, updatesAt: `http://${host}/graphql` };
    supergraph = await supergraphOverEmulator(hiveGateway, {}, elsewhere);
    const { status, text, errors } = await supergraph.ask(create);
    expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, ['INTERNAL_SERVER_ERROR']]);
    expect(text).not.toContain(host);
  });
});
