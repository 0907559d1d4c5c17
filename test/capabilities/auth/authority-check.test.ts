/** At startup the log says what would keep the authority from serving this gateway. The gateway starts all the same. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { listQuery, verifiedGateway, type Mode, type Verified } from '../../support/authority.js';
import { warningsOf } from '../../support/log-lines.js';

const running: Verified[] = [];
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

async function start(...parameters: Parameters<typeof verifiedGateway>): Promise<Verified> {
  const gateway = await verifiedGateway(...parameters);
  running.push(gateway);
  return gateway;
}

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  it('nothing is logged if all is well, and the keys are known before the first caller', async () => {
    const gateway = await start(mode);
    await gateway.check();
    expect(warningsOf(gateway)).toEqual([]);
    const { json } = await gateway.as('ada', listQuery);
    expect(json.errors).toBeUndefined();
  });

  it('a wrong secret is a warning with its setting, and without the secret', async () => {
    const gateway = await start(mode, { AZURE_CLIENT_SECRET: 'fake-wrong-secret' });
    await gateway.check();
    expect(warningsOf(gateway)).toMatchObject([
      {
        level: 'warn',
        msg: 'The authority would not serve this gateway',
        reason: 'AADSTS7000215',
        setting: 'AZURE_CLIENT_SECRET',
      },
    ]);
    expect(gateway.log()).not.toContain('fake-wrong-secret');
  });

  it('an authority that cannot be reached is one warning, and the gateway listens', async () => {
    const gateway = await start(mode, { AZURE_AUTHORITY_HOST: 'https://127.0.0.1:9' });
    await gateway.check();
    expect(warningsOf(gateway)).toMatchObject([{ msg: "The authority's keys cannot be read", reason: 'ECONNREFUSED' }]);
    expect((await fetch(new URL('/ready', gateway.url))).status).toBe(200);
  });

  it('a tenant that does not exist is a warning with its setting', async () => {
    const gateway = await start(mode, { AZURE_TENANT_ID: '99999999-9999-4999-8999-999999999999' });
    await gateway.check();
    expect(warningsOf(gateway)).toMatchObject([
      { msg: "The authority's keys cannot be read", reason: 'AADSTS90002', setting: 'AZURE_TENANT_ID' },
    ]);
  });

  it.each([
    ['ahead', -3600, 3600],
    ['behind', 3600, -3600],
  ])('a clock that is an hour %s is a warning', async (_what, clockAheadSeconds, aheadSeconds) => {
    const gateway = await start(mode, {}, { quirks: { clockAheadSeconds } });
    await gateway.check();
    const [warning] = warningsOf(gateway);
    expect(warning?.msg).toBe("The clock differs from the authority's: tokens will be rejected");
    expect(Math.abs(Number(warning?.aheadSeconds) - aheadSeconds)).toBeLessThan(600);
  });
});
