/** Graph is reachable only through the company's proxy. The gateway's promises about its calls must hold through it. */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dns from 'node:dns';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { selfSignedCertificate, type Certificate } from '../../../src/emulator/entra/certificate.js';
import { trustInThisProcess } from '../../../src/emulator/entra/index.js';
import { startEmulator, type Emulator } from '../../../src/emulator/graph/index.js';
import { connectProxy, type ConnectProxy, type Inspection, type ProxyFault } from '../../support/connect-proxy.js';
import { expectCalls } from '../../support/expect-calls.js';
import { faultyGraph, type Fault, type FaultyGraph } from '../../support/faulty-graph.js';
import { stoppedAfterEach } from '../../support/gateway-over-faults.js';
import { startProcess } from '../../support/process.js';
import {
  createMutation,
  gatewayOver,
  graphHost,
  referenceExample,
  token,
  type TestGateway,
} from '../../support/start.js';
import { tlsFront } from '../../support/tls-front.js';
import { until } from '../../support/until.js';

const graphName = 'graph.contoso.test';
const graphUrl = `https://${graphName}/beta`;
const create = [createMutation, { input: referenceExample }] as const;
const running = stoppedAfterEach();
let certificate: Certificate;

beforeAll(async () => {
  certificate = await selfSignedCertificate(graphName);
  trustInThisProcess({ caCertificate: certificate.cert });
});
afterEach(() => void jest.restoreAllMocks());

interface Parts {
  readonly emulator: Emulator;
  readonly graph: FaultyGraph;
  readonly proxy: ConnectProxy;
  /** The response to each call to Graph from now on. */
  readonly spoil: (fault: Fault | undefined) => void;
}

async function startParts(inspection?: Inspection): Promise<Parts> {
  let fault: Fault | undefined;
  const emulator = await startEmulator();
  const graph = await faultyGraph(emulator, { call: () => fault });
  const front = await tlsFront(graph.url, certificate);
  const proxy = await connectProxy({ [`${graphName}:443`]: front.port }, inspection);
  running.push(proxy, front, graph, emulator);
  return { emulator, graph, proxy, spoil: (next) => (fault = next) };
}

async function start(environment: Record<string, string> = {}): Promise<Parts & { gateway: TestGateway }> {
  const parts = await startParts();
  const url = `http://127.0.0.1:${parts.proxy.port}`;
  const gateway = await gatewayOver(graphUrl, { HTTPS_PROXY: url, ...environment });
  running.unshift(gateway);
  return { ...parts, gateway };
}

describe('through a proxy', () => {
  it('Graph gets the call and the token; the proxy gets the name of Graph, and never the token', async () => {
    const lookup = jest.spyOn(dns, 'lookup');
    const { gateway, graph, proxy, emulator } = await start();
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    expect(emulator.accountSummaries()).toHaveLength(1);
    expect(graph.calls[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, host: graphName },
    });
    expect(proxy.asked.map(({ authority }) => authority)).toEqual([`${graphName}:443`]);
    expect(JSON.stringify(proxy.asked)).not.toContain(token);
    // The proxy knows names that this machine does not know.
    expect(lookup.mock.calls.map(([name]) => name)).not.toContain(graphName);
  });

  it('a kept tunnel serves one call after the other', async () => {
    const { gateway, proxy, graph } = await start();
    for (let index = 0; index < 10; index += 1) await gateway.send(...create);
    expectCalls(graph.calls, 10);
    expect(proxy.asked).toHaveLength(1);
  });

  it('GRAPH_CONCURRENCY bounds the tunnels', async () => {
    const { gateway, proxy, graph } = await start({ GRAPH_CONCURRENCY: '3' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.send(...create)));
    expect(answers.map(({ json }) => json.errors)).toEqual(answers.map(() => undefined));
    expectCalls(graph.calls, 20);
    expect(proxy.most()).toBeLessThanOrEqual(3);
  });

  it('its user name and password go to the proxy alone, decoded, and are not logged', async () => {
    const { proxy } = await startParts();
    const gateway = await gatewayOver(graphUrl, { HTTPS_PROXY: `http://gate%40way:s%3Acret@127.0.0.1:${proxy.port}` });
    running.unshift(gateway);
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    const credentials = Buffer.from('gate@way:s:cret').toString('base64');
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(`Basic ${credentials}`);
    expect(gateway.log()).not.toMatch(/s:cret|s%3Acret|proxy-auth/i);
    expect(gateway.log()).not.toContain(credentials);
  });

  it('over TLS, its own certificate is checked, and that of Graph as well', async () => {
    const { graph, proxy: plain } = await startParts();
    const ofProxy = await selfSignedCertificate();
    const front = await tlsFront(graph.url, certificate);
    const proxy = await connectProxy({ [`${graphName}:443`]: front.port }, undefined, ofProxy);
    const gateway = await gatewayOver(graphUrl, { HTTPS_PROXY: `https://localhost:${proxy.port}` });
    running.unshift(gateway, proxy, front);
    expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
    expect([proxy.asked.length, plain.asked.length]).toEqual([0, 0]);
    trustInThisProcess({ caCertificate: ofProxy.cert });
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    expectCalls(graph.calls, 1);
  });

  it('a caller who leaves cancels a read', async () => {
    const { gateway, graph, proxy, spoil } = await start();
    spoil('hang');
    const caller = new AbortController();
    const left = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ macOSSoftwareUpdateAccountSummary(id: "a") { id } }' }),
      signal: caller.signal,
    }).catch(() => 'left');
    await until(() => graph.calls.length === 1);
    caller.abort();
    expect(await left).toBe('left');
    await until(() => proxy.open() === 0);
  });
});

describe('which proxy is used', () => {
  const asks = async (names: (url: string) => Record<string, string>): Promise<number> => {
    const { proxy } = await startParts();
    const gateway = await gatewayOver(graphUrl, names(`http://127.0.0.1:${proxy.port}`));
    running.unshift(gateway);
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    return proxy.asked.length;
  };
  const nowhere = 'http://127.0.0.1:9';

  it.each<[string, (url: string) => Record<string, string>]>([
    ['HTTPS_PROXY', (url) => ({ HTTPS_PROXY: url })],
    ['https_proxy', (url) => ({ https_proxy: url })],
    ['https_proxy rather than HTTPS_PROXY', (url) => ({ https_proxy: url, HTTPS_PROXY: nowhere })],
    ['HTTPS_PROXY rather than HTTP_PROXY', (url) => ({ HTTPS_PROXY: url, HTTP_PROXY: nowhere })],
    ['HTTP_PROXY, when it is the only one', (url) => ({ HTTP_PROXY: url })],
    ['a proxy without a scheme', (url) => ({ HTTPS_PROXY: url.replace('http://', '') })],
    ['a proxy, together with NODE_USE_ENV_PROXY', (url) => ({ HTTPS_PROXY: url, NODE_USE_ENV_PROXY: '1' })],
    ['a proxy that NO_PROXY does not except', (url) => ({ HTTPS_PROXY: url, NO_PROXY: 'contoso.example,graph.test' })],
  ])('%s', async (_what, names) => {
    expect(await asks(names)).toBe(1);
  });

  it.each(['*', graphName, '.contoso.test', 'contoso.test', `a.example, ${graphName}:443`])(
    'NO_PROXY=%s goes to Graph directly',
    async (noProxy) => {
      const { proxy } = await startParts();
      const asked: string[] = [];
      const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: noProxy };
      const gateway = await gatewayOver(graphUrl, environment);
      running.unshift(gateway);
      const { lookup } = dns;
      jest.spyOn(dns, 'lookup').mockImplementation(((name: string, options: never, done: (error: Error) => void) => {
        asked.push(name);
        if (name !== graphName) return lookup(name, options, done as never);
        done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
      }) as never);
      expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
      expect(asked).toContain(graphName);
      expect(proxy.asked).toHaveLength(0);
    },
  );

  it('a Graph on this machine needs no proxy', async () => {
    const { graph, proxy } = await startParts();
    const url = `http://127.0.0.1:${proxy.port}`;
    const gateway = await gatewayOver(graph.url, { HTTPS_PROXY: url, HTTP_PROXY: url, NODE_USE_ENV_PROXY: '1' });
    running.unshift(gateway);
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    expectCalls(graph.calls, 1);
    expect(proxy.asked).toHaveLength(0);
  });
});

describe('a proxy that fails', () => {
  const faults: ProxyFault[] = ['407', '403', '502', '503', 'garbage', 'closes', 'resets', 'closes the tunnel'];
  const tries = 4;

  it.each(faults)(
    '%s: nothing was sent, which the client learns; it is tried again three times, and works later',
    async (fault) => {
      const { gateway, graph, proxy, emulator } = await start();
      proxy.meet(fault);
      const { json } = await gateway.send(...create);
      expect(json.errors?.[0]).toMatchObject({
        message: /^\d/.test(fault)
          ? 'Microsoft Graph could not be reached: the outgoing proxy refused the connection.'
          : 'Microsoft Graph is unavailable.',
        extensions: { code: 'GRAPH_UNAVAILABLE' },
      });
      expect(proxy.asked).toHaveLength(tries);
      expectCalls(graph.calls, 0);
      proxy.meet(undefined);
      expect((await gateway.send(...create)).json.errors).toBeUndefined();
      expect(emulator.accountSummaries()).toHaveLength(1);
    },
  );

  it.each<ProxyFault>(['hangs', 'hangs in the tunnel'])(
    '%s: the timeout holds, nothing was sent, and it works later',
    async (fault) => {
      const { gateway, graph, proxy, emulator } = await start({ GRAPH_TIMEOUT_MS: '300', REQUEST_DEADLINE_MS: '1000' });
      proxy.meet(fault);
      const { json } = await gateway.send(...create);
      expect(json.errors?.[0]).toMatchObject({
        message: 'Microsoft Graph did not respond in time.',
        extensions: { code: 'GRAPH_TIMEOUT' },
      });
      expectCalls(graph.calls, 0);
      proxy.meet(undefined);
      await until(async () => (await gateway.send(...create)).json.errors === undefined);
      expect(emulator.accountSummaries().length).toBeGreaterThan(0);
    },
  );

  it('a proxy that hangs for a while does not hold places of the pool when it is back', async () => {
    const environment = { GRAPH_TIMEOUT_MS: '300', REQUEST_DEADLINE_MS: '700', GRAPH_CONCURRENCY: '2' };
    const { gateway, graph, proxy } = await start(environment);
    proxy.meet('hangs');
    const failed = await Promise.all(Array.from({ length: 4 }, () => gateway.send(...create)));
    expect(failed.every(({ json }) => json.errors !== undefined)).toBe(true);
    expectCalls(graph.calls, 0);
    proxy.meet(undefined);
    const codes: unknown[] = [];
    await until(async () => {
      codes.push((await gateway.send(...create)).json.errors?.[0]?.extensions.code);
      return codes.at(-1) === undefined;
    });
    // Requests that failed before were never sent later.
    expectCalls(graph.calls, codes.filter((code) => code === undefined || code === 'OUTCOME_UNKNOWN').length);
  });

  it('that is not there is like a Graph that is not there', async () => {
    const { proxy, graph } = await startParts();
    const gateway = await gatewayOver(graphUrl, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    running.unshift(gateway);
    await proxy.stop();
    expect((await gateway.send(...create)).json.errors?.[0]?.extensions.code).toBe('GRAPH_UNAVAILABLE');
    expectCalls(graph.calls, 0);
  });

  it('and cuts a tunnel while Graph has the write: its outcome is unknown, and it is not sent again', async () => {
    const { gateway, graph, proxy, spoil, emulator } = await start();
    spoil('hang-after');
    const answer = gateway.send(...create);
    await until(() => emulator.accountSummaries().length === 1);
    proxy.cut();
    expect((await answer).json.errors?.[0]?.extensions).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      lookUp: expect.arrayContaining(['displayName']),
    });
    expectCalls(graph.calls, 1);
  });

  it('and closes idle tunnels: the next call gets a new one', async () => {
    const { gateway, graph, proxy } = await start();
    await gateway.send(...create);
    proxy.cut();
    await until(() => proxy.open() === 0);
    expect((await gateway.send(...create)).json.errors).toBeUndefined();
    expectCalls(graph.calls, 2);
    expect(proxy.asked).toHaveLength(2);
  });

  it('throttling, retries and a fresh connection work through it as without it', async () => {
    const { gateway, graph, proxy, spoil } = await start();
    spoil('503-retry');
    await gateway.send(...create);
    expectCalls(graph.calls, tries);
    // After a 503 each try uses its own tunnel.
    expect(proxy.asked).toHaveLength(tries);
  });
});

describe('a proxy that reads along (TLS inspection)', () => {
  const send = async (url: string): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: createMutation, variables: { input: referenceExample } }),
    });
    return response.json();
  };

  async function startInspected(extra: (caFile: string) => Record<string, string>) {
    const company = await selfSignedCertificate(graphName);
    const directory = mkdtempSync(join(tmpdir(), 'company-'));
    const caFile = join(directory, 'ca.pem');
    writeFileSync(caFile, company.cert);
    const parts = await startParts({ ...company, ca: certificate.cert });
    const gateway = await startProcess({
      GRAPH_BASE_URL: graphUrl,
      ...graphHost(graphUrl),
      HTTPS_PROXY: `http://user:secret@127.0.0.1:${parts.proxy.port}`,
      NODE_ENV: 'production',
      ...extra(caFile),
    });
    running.unshift(gateway, { stop: () => rmSync(directory, { recursive: true }) });
    return { ...parts, gateway };
  }

  it('is trusted with NODE_EXTRA_CA_CERTS', async () => {
    const { gateway, graph, proxy } = await startInspected((caFile) => ({ NODE_EXTRA_CA_CERTS: caFile }));
    expect(await send(gateway.url)).toMatchObject({ data: { created: { displayName: referenceExample.displayName } } });
    expectCalls(graph.calls, 1);
    expect(graph.calls[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(gateway.output()).toContain(`"proxy":"http://127.0.0.1:${proxy.port}"`);
  });

  it('gets nothing without it', async () => {
    const { gateway, graph } = await startInspected(() => ({}));
    expect(await send(gateway.url)).toMatchObject({ errors: [{ extensions: { code: 'GRAPH_UNAVAILABLE' } }] });
    expectCalls(graph.calls, 0);
  });
});
