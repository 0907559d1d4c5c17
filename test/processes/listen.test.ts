/** `HOST=::`, as in the image: every address of the machine, whether it has IPv6 or not. */
import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, it } from '@jest/globals';
import { freePort } from '../support/ports.js';
import { startProcess, type GatewayProcess } from '../support/process.js';

const graph = { GRAPH_BASE_URL: 'http://127.0.0.1:9/beta' };
const withoutIpv6 = ['--import', './test/support/without-ipv6.js'];
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

let gateway: GatewayProcess | undefined;
afterEach(() => gateway?.stop());

const live = async (host: string): Promise<number> =>
  (await fetch(`http://${host}:${new URL(gateway?.url ?? '').port}/live`)).status;

const ipv6 = 'with IPv6, HOST=:: is every address of both families';
if (hasIpv6) {
  it(ipv6, async () => {
    gateway = await startProcess({ ...graph, HOST: '::' });
    expect(new URL(gateway.url).hostname).toBe('[::]');
    expect([await live('127.0.0.1'), await live('[::1]')]).toEqual([200, 200]);
  });
} else {
  it(`${ipv6}: this machine has none, so it is left to one that has`, () => expect(hasIpv6).toBe(false));
}

it.each(['::', '0:0::0'])(
  'without IPv6, HOST=%s is every address of IPv4, and the process stops as usual',
  async (HOST) => {
    gateway = await startProcess({ ...graph, HOST }, [...withoutIpv6, 'dist/main.js']);
    expect(new URL(gateway.url).hostname).toBe('0.0.0.0');
    expect(await live('127.0.0.1')).toBe(200);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toBe(0);
  },
);

it.each([
  ['another address of IPv6', '::1', 'EAFNOSUPPORT'],
  ['an address of another machine', '192.0.2.1', 'EADDRNOTAVAIL'],
])('without IPv6, %s is not replaced: the gateway does not start', async (_what, HOST, reason) => {
  const env = { PATH: process.env['PATH'], ...graph, HOST, PORT: String(await freePort()) };
  const { status, stderr } = spawnSync(process.execPath, [...withoutIpv6, 'dist/main.js'], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ level: 'fatal', reason: expect.stringContaining(reason) as unknown });
});
