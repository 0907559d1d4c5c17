/** The response of this subgraph never reaches the router: nothing is sent twice, and the client gets an error. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOverEmulator, referenceExample } from '../support/start.js';
import { hiveGateway } from './support/hive-gateway.js';
import { ask, type Operation, type RouterMake, type RouterOptions } from './support/router.js';
import { routers } from './support/routers.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

/** In front of a subgraph: forwards each request, and cuts the connection instead of answering a mutation. */
async function losingAnswersOf(subgraphUrl: string) {
  const lost: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { authorization } = request.headers;
      const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
      const answer = await fetch(subgraphUrl, { method: 'POST', headers, body });
      const answered = await answer.text();
      if (body.includes('mutation')) {
        lost.push(authorization);
        request.socket.destroy();
      } else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answered);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    /** `Authorization` of each mutation. */
    lost: () => lost,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const create = {
  query: createMutation,
  variables: { input: referenceExample },
  headers: { authorization: 'Bearer a' },
};

/** A router over a subgraph whose responses to mutations are lost. */
async function overLostAnswers(make: RouterMake, options: RouterOptions = {}) {
  const updates = kept(await gatewayOverEmulator({}, make.environment));
  const losing = kept(await losingAnswersOf(updates.url));
  const router = kept(await make.start([{ name: 'updates', url: losing.url }], options));
  return { ask: (operation: Operation) => ask(router, operation), lost: losing.lost, graph: updates.graph };
}

describe.each(routers)('a response that is lost on its way to $name', (make) => {
  it('is not requested again: the report is stored once, and the client gets INTERNAL_SERVER_ERROR', async () => {
    const supergraph = await overLostAnswers(make);
    const { status, text: said, data, errors } = await supergraph.ask(create);
    expect([supergraph.lost(), supergraph.graph.accountSummaries().length]).toEqual([['Bearer a'], 1]);
    expect([status, data, errors.length]).toEqual([200, { created: null }, 1]);
    expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(said).not.toContain('127.0.0.1');
  });
});

describe('retries of Hive Gateway', () => {
  it('repeat a mutation as well, and without the headers of the first try: they stay off', async () => {
    const upstreamRetry = { maxRetries: 1, retryDelay: 1 };
    const supergraph = await overLostAnswers(hiveGateway, { hive: { upstreamRetry } });
    await supergraph.ask(create);
    expect(supergraph.lost()).toEqual(['Bearer a', undefined]);
    // Only this keeps the report from being stored twice.
    expect(supergraph.graph.accountSummaries()).toHaveLength(1);
  });
});
