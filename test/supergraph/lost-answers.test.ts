/** The answer of this subgraph never reaches the router: nothing is sent twice, and the client hears of a failure. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOverEmulator, referenceExample } from '../support/start.js';
import { ask } from './support/router.js';
import { routers } from './support/routers.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.stop();
});
const kept = <T extends { stop(): Promise<void> }>(each: T): T => {
  running.push(each);
  return each;
};

/** In front of a subgraph: passes each request on, and cuts the connection in place of the answer to a mutation. */
async function losingAnswersOf(subgraphUrl: string) {
  let lost = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { authorization = '' } = request.headers;
      const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
      const answer = await fetch(subgraphUrl, { method: 'POST', headers, body });
      const answered = await answer.text();
      if (body.includes('mutation')) {
        lost += 1;
        request.socket.destroy();
      } else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answered);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    lost: () => lost,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

describe.each(routers)('an answer that is lost on its way to $name', (make) => {
  it('is not asked for again: the report is stored once, and the client hears INTERNAL_SERVER_ERROR', async () => {
    const updates = kept(await gatewayOverEmulator({}, make.environment));
    const losing = kept(await losingAnswersOf(updates.url));
    const router = kept(await make.start([{ name: 'updates', url: losing.url }]));
    const {
      status,
      text: told,
      data,
      errors,
    } = await ask(router, {
      query: createMutation,
      variables: { input: referenceExample },
      headers: { authorization: 'Bearer a' },
    });
    expect([losing.lost(), updates.graph.accountSummaries().length]).toEqual([1, 1]);
    expect([status, data, errors.length]).toEqual([200, null, 1]);
    expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(told).not.toContain('127.0.0.1');
  });
});
