/** A Graph, or an authority, that cannot be reached: the client learns that nothing was sent, and the log says why. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { trustInThisProcess } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway } from '../../support/authority.js';
import { connectProxy } from '../../support/connect-proxy.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { createMutation, gatewayOver, referenceExample } from '../../support/start.js';

const create = [createMutation, { input: referenceExample }] as const;
const running = stoppedAfterEach();
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);

interface Certificate {
  readonly name?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly trusted?: boolean;
}

/** A server that would answer, with an invalid certificate. */
async function startServer({ name = 'localhost', from = inDays(-2), to = inDays(2), trusted = true }: Certificate) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: `${name} ${from.getTime()}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: from,
    notAfterDate: to,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  if (trusted) trustInThisProcess({ caCertificate: cert });
  let requests = 0;
  const server: Server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const stop = (): void => void server.close();
  running.push({ stop });
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, requests: () => requests };
}

describe('Graph is not reached because of', () => {
  it.each<[string, Certificate, string]>([
    ['an expired certificate', { to: inDays(-1) }, 'CERT_HAS_EXPIRED'],
    ['a certificate that is not valid yet', { from: inDays(1) }, 'CERT_NOT_YET_VALID'],
    ['a certificate of another name', { name: 'graph.example' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['an untrusted certificate', { trusted: false }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('%s: nothing was sent, and the log says so', async (_what, certificate, reason) => {
    const server = await startServer(certificate);
    const gateway = await gatewayOver(`${server.url}/beta`);
    running.unshift(gateway);
    const { json } = await gateway.send(...create);
    expect(json.errors).toMatchObject([
      { message: 'Graph is unavailable.', extensions: { code: 'GRAPH_UNAVAILABLE', graph: { status: null } } },
    ]);
    expect(server.requests()).toBe(0);
    expect(gateway.log()).toContain(`"reason":"${reason}"`);
  });

  it('a port on which nothing listens: the log says so', async () => {
    const gateway = await gatewayOver('http://127.0.0.1:9/beta');
    running.push(gateway);
    expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
    expect(gateway.log()).toContain('"reason":"ECONNREFUSED"');
  });

  it('a proxy that requires a password: the log says so', async () => {
    const proxy = await connectProxy({});
    proxy.meet('407');
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const gateway = await gatewayOver('https://graph.contoso.test/beta', { HTTPS_PROXY });
    running.push(gateway, proxy);
    expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
    expect(gateway.log()).toContain('"reason":"the proxy answered 407"');
  });
});

it('the authority is not reached because of an expired certificate: the log says so', async () => {
  const server = await startServer({ to: inDays(-1) });
  const gateway = await verifiedGateway('on-behalf-of', { AZURE_AUTHORITY_HOST: server.url });
  running.push(gateway);
  const { status, json } = await gateway.as('ada', listQuery);
  expect([status, json.errors?.[0]?.extensions.code]).toEqual([503, 'GRAPH_UNAVAILABLE']);
  expect(server.requests()).toBe(0);
  expect(gateway.log()).toContain('"reason":"CERT_HAS_EXPIRED"');
});
