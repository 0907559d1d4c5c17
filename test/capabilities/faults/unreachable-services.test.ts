/**
 * The authority or Redis cannot be reached: the log says why, with the same fields as for Graph, and the gateway runs.
 */
import { describe, expect, it } from '@jest/globals';
import { environmentOf, listQuery, verifiedGateway, writer } from '../../support/authority.js';
import { connectProxy } from '../../support/connect-proxy.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { warningsOf } from '../../support/log-lines.js';
import { patience } from '../../support/patience.js';
import { gatewayOver } from '../../support/start.js';
import { until } from '../../support/until.js';
import { waysToFail } from '../../support/unreachable.js';

const running = stoppedAfterEach();
const ways = Object.entries(waysToFail).map(([name, way]) => ({ name, ...way }));
const nowhere = 'http://127.0.0.1:9/beta';

const fields = (reason: RegExp, host: string, sent: boolean): object => ({
  reason: expect.stringMatching(reason) as unknown,
  host,
  sent,
  durationMs: expect.any(Number) as unknown,
});

describe('the authority is not reached because of', () => {
  const registration = {
    GRAPH_AUTH: 'application',
    AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
    AZURE_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    AZURE_CLIENT_SECRET: 'demo-secret-that-opens-nothing',
  };

  it.each(ways)('$name: the log says why at startup', async ({ reason, sent, waits, start }) => {
    const server = await start({ tls: true, beginning: 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{' });
    const limit = waits ? patience.forCall : {};
    const gateway = await gatewayOver(nowhere, {
      ...registration,
      AZURE_AUTHORITY_HOST: `https://${server.host}`,
      ...limit,
    });
    running.push(gateway, server);
    await gateway.check();
    expect(warningsOf(gateway)).toMatchObject([
      { msg: "The authority's keys cannot be read", ...fields(reason, server.host, sent) },
    ]);
  });

  it('a proxy that requires a password: the log says so', async () => {
    const proxy = await connectProxy({});
    proxy.meet('407');
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const gateway = await gatewayOver(nowhere, {
      ...registration,
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com',
      HTTPS_PROXY,
    });
    running.push(gateway, proxy);
    await gateway.check();
    expect(warningsOf(gateway)).toMatchObject([fields(/^the proxy answered 407$/, 'login.microsoftonline.com', false)]);
  });
});

describe.each(['on-behalf-of', 'application'] as const)('a token of the authority in %s mode', (mode) => {
  const start = async (): ReturnType<typeof verifiedGateway> => {
    const gateway = await verifiedGateway(mode, patience.forCall);
    running.push(gateway);
    // The keys are cached from here on.
    await gateway.check();
    return gateway;
  };

  it('is not requested if no connection opens, and the log says so', async () => {
    const gateway = await start();
    const token = await gateway.authority.issueUserToken({ user: 'ada', scopes: [writer] });
    await gateway.authority.stop();
    const { host } = new URL(gateway.authority.url);
    const ended = [];
    // The connection that read the keys may get one more request before the gateway notices that it has ended.
    do {
      expect((await gateway.with(token, listQuery)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
      ended.push(warningsOf(gateway).at(-1));
    } while (ended.length < 2 && ended[0]?.['reason'] === 'ECONNRESET');
    expect(ended.at(-1)).toMatchObject({
      msg: 'The authority returns no tokens',
      ...fields(/^ECONNREFUSED$/, host, false),
    });
  });

  it.each([
    ['does not come in time', { hang: true }, /^timeout$/, 'The authority returns no tokens'],
    ['comes as a page', { html: true }, /^status 200 without JSON$/, 'The authority returns no tokens'],
    [
      'is refused',
      { secretExpired: true },
      /^AADSTS7000222/,
      'The authority rejects the gateway itself: check this setting',
    ],
  ])('that %s was requested, and the log says so', async (_what, quirks, reason, msg) => {
    const gateway = await start();
    Object.assign(gateway.authority.quirks, quirks);
    await gateway.as('ada', listQuery);
    expect(warningsOf(gateway)).toMatchObject([{ msg, ...fields(reason, new URL(gateway.authority.url).host, true) }]);
  });

  it('is not requested while the circuit is open, and the log says so', async () => {
    const gateway = await start();
    gateway.authority.quirks.status = 503;
    for (let user = 0; user < 6; user += 1) await gateway.as(`user-${user}`, listQuery);
    expect(warningsOf(gateway).at(-1)).toMatchObject(
      fields(/^it has failed repeatedly$/, new URL(gateway.authority.url).host, false),
    );
  });
});

it('the check of a credential has the same fields', async () => {
  const gateway = await verifiedGateway('application', { AZURE_CLIENT_SECRET: 'fake-wrong-secret' });
  running.push(gateway);
  await gateway.check();
  const { host } = new URL(environmentOf('application', gateway.authority)['AZURE_AUTHORITY_HOST'] ?? '');
  expect(warningsOf(gateway)).toMatchObject([fields(/^AADSTS7000215$/, host, true)]);
});

describe.each([
  ['rediss', true],
  ['redis', false],
] as const)('with %s:// Redis is not reached because of', (protocol, tls) => {
  it.each(ways.filter(({ tlsOnly }) => tls || tlsOnly !== true))(
    '$name: the log says why, and requests are served',
    async ({ reason, sent, start }) => {
      const server = await start({ tls, beginning: '$100\r\n{' });
      running.push(server);
      const REDIS_URL = `${protocol}://:redis-secret@${server.host}`;
      const gateway = await gatewayOver(nowhere, { RATE_LIMIT_MAX: '5', REDIS_URL });
      running.unshift(gateway);
      await until(() => warningsOf(gateway).length > 0);
      expect((await gateway.send('{ __typename }')).status).toBe(200);
      expect(warningsOf(gateway)).toMatchObject([
        {
          msg: 'Redis cannot be used: requests are served without counting, and creations with a key are refused',
          ...fields(reason, server.host, sent),
        },
      ]);
      expect(gateway.log()).not.toContain('redis-secret');
    },
  );
});
