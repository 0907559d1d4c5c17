/** The image's health check is a separate program; it must connect to where the gateway listens. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { readProbeAddress } from '../../src/config/listen.js';
import { freePort, refusingPort } from '../support/ports.js';
import { startProcess } from '../support/process.js';

const started: { readonly stop: () => unknown }[] = [];
afterEach(async () => {
  for (const { stop } of started.splice(0).reverse()) await stop();
});

const healthCheck = (environment: Record<string, string>): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], ...environment };
    execFile(process.execPath, ['dist/health-check.js'], { env }, (error, _stdout, said) => {
      resolve({ code: Number(error?.code ?? 0), said });
    });
  });

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
const hosts = ['127.0.0.1', '0.0.0.0', '0', 'localhost', ...(hasIpv6 ? ['::1', '::', '0:0::0'] : [])];

describe('the health check', () => {
  it.each(hosts)('finds the gateway with HOST=%s', async (host) => {
    const listen = { HOST: host, PORT: String(await freePort()) };
    started.push(await startProcess({ ...listen, GRAPH_BASE_URL: 'http://127.0.0.1:9/beta' }));
    expect(await healthCheck(listen)).toEqual({ code: 0, said: '' });
  });

  it('uses no proxy, whatever the environment says', async () => {
    const PORT = String(await freePort());
    started.push(await startProcess({ PORT, GRAPH_BASE_URL: 'http://127.0.0.1:9/beta' }));
    const proxy = { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '1' };
    expect(await healthCheck({ PORT, ...proxy })).toEqual({ code: 0, said: '' });
  });

  it('fails and says why when nothing listens, when the answer is not 200, and when the port cannot be known', async () => {
    const refusing = await refusingPort();
    expect(await healthCheck({ PORT: String(refusing) })).toEqual({
      code: 1,
      said: `/live at 127.0.0.1, port ${refusing}: connect ECONNREFUSED 127.0.0.1:${refusing}\n`,
    });

    const server = createServer((_request, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    started.push({ stop: () => server.close() });
    const { port } = server.address() as AddressInfo;
    const refused = { code: 1, said: `/live at 127.0.0.1, port ${port}, answered 503\n` };
    expect(await healthCheck({ PORT: String(port) })).toEqual(refused);

    expect((await healthCheck({ PORT: '0' })).said).toBe(
      'PORT must be a number other than 0: no other process can find out which free port was chosen\n',
    );
    expect((await healthCheck({ PORT: 'x' })).said).toBe('PORT must be a whole number from 0 to 65535\n');
  });

  it.each([{}, { PORT: '' }, { HOST: '' }, { PORT: '', HOST: '' }, { PORT: '8080' }, { HOST: '192.0.2.1' }])(
    'looks where the gateway listens with %j',
    (variables) => {
      const { host, port } = readConfig(variables).http;
      expect(readProbeAddress(variables)).toEqual({ host, port });
    },
  );
});
