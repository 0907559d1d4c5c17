/** A Graph, or an authority, that cannot be reached: the client learns that nothing was sent, and the log says why. */
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import { trustInThisProcess } from '../../../src/emulator/entra/index.js';
import { listQuery, verifiedGateway } from '../../support/authority.js';
import { connectProxy } from '../../support/connect-proxy.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { createMutation, gatewayOver, referenceExample, scriptedGraph, type TestGateway } from '../../support/start.js';

const create = [createMutation, { input: referenceExample }] as const;
const read = ['{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }', {}] as const;

/** Its first part is longer than a name may be, so no name server is asked. */
const nameWithoutServer = `${'a'.repeat(64)}.test`;

const linesOf = (gateway: TestGateway, message: string): unknown[] =>
  gateway
    .log()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === message);

function halfOf(response: ServerResponse): void {
  response.writeHead(201, { 'content-length': '100' }).write('{', () => response.socket?.destroy());
}
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
    const message = 'Microsoft Graph could not be reached: its certificate could not be verified.';
    for (const [query, variables] of [create, read]) {
      const { json } = await gateway.send(query, variables);
      expect(json.errors).toMatchObject([
        { message, extensions: { code: 'GRAPH_UNAVAILABLE', graph: { status: null } } },
      ]);
    }
    expect(server.requests()).toBe(0);
    const fields = { reason, host: new URL(server.url).host, sent: false, durationMs: expect.any(Number) as unknown };
    const failures = linesOf(gateway, 'Graph call failed');
    expect(failures).toMatchObject([
      { method: 'POST', ...fields },
      { method: 'GET', ...fields },
    ]);
    // It would be the same certificate.
    expect(linesOf(gateway, 'Retrying a Graph call')).toEqual([]);
  });

  it.each([
    ['a port on which nothing listens', 'http://127.0.0.1:9/beta', 'ECONNREFUSED', 'no connection could be opened'],
    [
      'a name that does not exist',
      `https://${nameWithoutServer}/beta`,
      /^(?:ENOTFOUND|EAI_AGAIN)$/,
      'its name could not be resolved',
    ],
    ['a server without TLS', 'https', /^ERR_SSL_/, 'no secure connection could be opened'],
  ])('%s: the log says so', async (_what, address, reason, words) => {
    const plain = await scriptedGraph((_request, response) => response.end('{}'));
    running.push(plain);
    const url = address === 'https' ? plain.url.replace('http:', 'https:') : address;
    const gateway = await gatewayOver(url);
    running.unshift(gateway);
    const { json } = await gateway.send(...create);
    expect(json.errors).toMatchObject([
      { message: `Microsoft Graph could not be reached: ${words}.`, extensions: { code: 'GRAPH_UNAVAILABLE' } },
    ]);
    expect(linesOf(gateway, 'Graph call failed')).toMatchObject([
      { reason: expect.stringMatching(reason) as unknown, host: new URL(url).host, sent: false },
    ]);
  });

  it.each<[string, (response: ServerResponse) => void, string | RegExp]>([
    ['a connection that is reset', (response) => response.socket?.resetAndDestroy(), 'ECONNRESET'],
    ['a connection that is closed', (response) => response.socket?.destroy(), /^UND_ERR_SOCKET$|^ECONNRESET$/],
    ['a response that never comes', () => undefined, 'timeout'],
    ['half a response', (response) => halfOf(response), /^UND_ERR_SOCKET$|^ECONNRESET$/],
  ])('%s: a write is unknown, and the log says that it was sent', async (_what, answer, reason) => {
    const graph = await scriptedGraph((request, response) => {
      request.resume().on('end', () => answer(response));
    });
    // Long enough for a call to go out, on a busy machine too.
    const limit: Record<string, string> = reason === 'timeout' ? { GRAPH_TIMEOUT_MS: '2000' } : {};
    const gateway = await gatewayOver(graph.url, limit);
    running.push(gateway, graph);
    const { json } = await gateway.send(...create);
    expect(json.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(linesOf(gateway, 'Graph call failed')).toMatchObject([
      { reason: expect.stringMatching(reason) as unknown, host: new URL(graph.url).host, sent: true },
    ]);
  });

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

it('the authority is not reached because of an expired certificate: the log says so', async () => {
  const server = await startServer({ to: inDays(-1) });
  const gateway = await verifiedGateway('on-behalf-of', { AZURE_AUTHORITY_HOST: server.url });
  running.push(gateway);
  const { status, json } = await gateway.as('ada', listQuery);
  expect([status, json.errors?.[0]?.extensions.code]).toEqual([503, 'GRAPH_UNAVAILABLE']);
  expect(server.requests()).toBe(0);
  expect(gateway.log()).toContain('"reason":"CERT_HAS_EXPIRED"');
});
