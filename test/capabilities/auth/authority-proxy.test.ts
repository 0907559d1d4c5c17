/** The authority is reachable only through the company's proxy. */
import { describe, expect, it } from '@jest/globals';
import { listQuery, verifiedGateway, type Mode, type Verified } from '../../support/authority.js';
import { connectProxy, type ConnectProxy } from '../../support/connect-proxy.js';
import { expectCalls } from '../../support/expect-calls.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';

const authorityName = 'login.contoso.test';
const running = stoppedAfterEach();

async function start(mode: Mode, environment: Record<string, string | undefined> = {}) {
  const ports: Record<string, number> = {};
  const proxy: ConnectProxy = await connectProxy(ports);
  const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  const gateway: Verified = await verifiedGateway(mode, { HTTPS_PROXY, ...environment }, { publicName: authorityName });
  ports[`${authorityName}:443`] = gateway.authority.port;
  running.push(gateway, proxy);
  return { proxy, gateway };
}

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  it('keys and tokens of the authority come through the proxy, which does not see them', async () => {
    const { proxy, gateway } = await start(mode);
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors).toBeUndefined();
    expectCalls(gateway.graph.requests, 1);
    const [identity] = await gateway.graphIdentities();
    expect(identity?.clientId).toBe(gateway.authority.registration.clientId);
    expect(gateway.authority.requests).toHaveLength(1);
    expect(new Set(proxy.asked.map(({ authority }) => authority))).toEqual(new Set([`${authorityName}:443`]));
  });

  it.each(['407', 'closes', 'garbage'] as const)(
    'a proxy that fails (%s) counts as an unavailable authority',
    async (fault) => {
      const { proxy, gateway } = await start(mode);
      proxy.meet(fault);
      const { json, status } = await gateway.as('ada', listQuery);
      expect([status, json.errors?.[0]?.extensions.code]).toEqual([503, 'GRAPH_UNAVAILABLE']);
      expect(proxy.asked.length).toBeGreaterThan(0);
      expectCalls(gateway.graph.requests, 0);
    },
  );
});
