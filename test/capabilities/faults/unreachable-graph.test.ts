/** A Graph that cannot be reached: the client learns that nothing was sent, and the log says why. */
import { describe, expect, it } from '@jest/globals';
import { connectProxy } from '../../support/connect-proxy.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { linesWith } from '../../support/log-lines.js';
import { patience } from '../../support/patience.js';
import { createMutation, gatewayOver, referenceExample } from '../../support/start.js';
import { waysToFail } from '../../support/unreachable.js';

const create = [createMutation, { input: referenceExample }] as const;
const read = ['{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }', {}] as const;
const beginning = 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{';
const running = stoppedAfterEach();

const protocols = [
  ['with TLS', true],
  ['without TLS', false],
] as const;
const ways = Object.entries(waysToFail).flatMap(([name, way]) =>
  protocols
    .filter(([, tls]) => tls || !(way.tlsOnly ?? way.elsewhere))
    .map(([with_, tls]) => ({ name, ...way, with_, tls })),
);

describe('Graph is not reached because of', () => {
  it.each(ways)('$name, $with_: the log says why', async ({ reason, sent, words, waits, tls, start }) => {
    const server = await start({ tls, beginning });
    const gateway = await gatewayOver(`http${tls ? 's' : ''}://${server.host}/beta`, waits ? patience.forCall : {});
    running.push(gateway, server);
    const { json } = await gateway.send(...create);
    const code = sent ? 'OUTCOME_UNKNOWN' : waits ? 'GRAPH_TIMEOUT' : 'GRAPH_UNAVAILABLE';
    expect(json.errors).toMatchObject([{ extensions: { code } }]);
    if (words !== undefined) {
      expect(json.errors?.[0]?.message).toBe(`Microsoft Graph could not be reached: ${words}.`);
    }
    expect(linesWith(gateway, 'Graph call failed')).toMatchObject([
      {
        method: 'POST',
        reason: expect.stringMatching(reason) as unknown,
        host: server.host,
        sent,
        durationMs: expect.any(Number) as unknown,
      },
    ]);
  });

  it.each(ways.filter(({ words }) => words?.includes('certificate')))(
    '$name: it is not asked again, since it would be the same certificate',
    async ({ start }) => {
      const server = await start({ tls: true, beginning });
      const gateway = await gatewayOver(`https://${server.host}/beta`);
      running.push(gateway, server);
      for (const [query, variables] of [create, read]) {
        expect((await gateway.send(query, variables)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
      }
      expect(linesWith(gateway, 'Graph call failed')).toMatchObject([{ method: 'POST' }, { method: 'GET' }]);
      expect(linesWith(gateway, 'Retrying a Graph call')).toEqual([]);
      expect(server.requests()).toBe(0);
    },
  );

  it('a proxy that requires a password: the log says so', async () => {
    const proxy = await connectProxy({});
    proxy.meet('407');
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const gateway = await gatewayOver('https://graph.microsoft.com/beta', { HTTPS_PROXY });
    running.push(gateway, proxy);
    expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
    expect(gateway.log()).toContain('"reason":"the proxy answered 407"');
  });
});
