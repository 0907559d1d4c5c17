/** What the doctor says about the way to Graph: names, certificates, proxies, clocks. */
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EnvHttpProxyAgent } from 'undici';
import { proxyFor } from '../../../src/doctor/probes/proxy-for.js';
import { selfSignedCertificate, type Certificate } from '../../../src/emulator/entra/certificate.js';
import { trustInThisProcess } from '../../../src/emulator/entra/index.js';
import { startEmulator } from '../../../src/emulator/graph/index.js';
import { connectProxy, type ConnectProxy, type Inspection, type ProxyFault } from '../../support/connect-proxy.js';
import { askDoctor, doctorToken, type Diagnosis } from '../../support/doctor.js';
import { scriptedGraph } from '../../support/start.js';
import { tlsFront } from '../../support/tls-front.js';
import { waysToFail } from '../../support/unreachable.js';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

const graphName = 'graph.contoso.test';
let certificate: Certificate;
beforeAll(async () => {
  certificate = await selfSignedCertificate(graphName);
  trustInThisProcess({ caCertificate: certificate.cert });
});

const ofGraph = { GRAPH_BASE_URL: `https://${graphName}/beta`, GRAPH_ALLOW_HOST: graphName, DOCTOR_TOKEN: doctorToken };

async function behindProxy(
  options: { fault?: ProxyFault; inspection?: Inspection; user?: string; timeoutMs?: number } = {},
): Promise<Diagnosis & { proxy: ConnectProxy }> {
  const graph = await startEmulator({ macs: 3 });
  const front = await tlsFront(graph.url, certificate);
  const proxy = await connectProxy({ [`${graphName}:443`]: front.port }, options.inspection);
  running.push(proxy, front, graph);
  proxy.meet(options.fault);
  const HTTPS_PROXY = `http://${options.user === undefined ? '' : `${options.user}@`}127.0.0.1:${proxy.port}`;
  return {
    ...(await askDoctor({ ...ofGraph, HTTPS_PROXY, GRAPH_TIMEOUT_MS: String(options.timeoutMs ?? 5000) })),
    proxy,
  };
}

describe('behind a proxy', () => {
  it('everything is checked through it, its password is not shown, and Graph alone gets the token', async () => {
    const diagnosis = await behindProxy({ user: 'ada:s3cret-of-the-proxy' });
    expect(diagnosis.finding('network.graph.proxy')).toMatchObject({
      status: 'ok',
      found: `through the proxy http://127.0.0.1:${diagnosis.proxy.port}`,
    });
    expect(diagnosis.finding('network.graph.tls')?.found).toMatch(
      /^issued by local authority .*, TLSv1\.3; not by a public/,
    );
    expect(diagnosis.finding('graph.list')?.status).toBe('ok');
    expect(diagnosis.text).not.toContain('s3cret');
    expect(JSON.stringify(diagnosis.proxy.asked)).not.toContain(doctorToken);
    const credentials = Buffer.from('ada:s3cret-of-the-proxy').toString('base64');
    expect(new Set(diagnosis.proxy.asked.map(({ headers }) => headers['proxy-authorization']))).toEqual(
      new Set([`Basic ${credentials}`]),
    );
  });

  it('that wants a password, the finding says so', async () => {
    const { finding, code } = await behindProxy({ fault: '407' });
    expect(code).toBe(1);
    expect(finding('network.graph.tls')).toMatchObject({
      status: 'failed',
      found: 'the proxy answered 407',
      advice: 'Add user and password to HTTPS_PROXY, percent-encoded',
    });
    expect(finding('graph.list')).toMatchObject({
      status: 'not-tried',
      found: `not tried: "TLS of ${graphName}" failed`,
    });
  });

  it('that opens TLS with a certificate of its own, its issuer is shown', async () => {
    const inspecting = await selfSignedCertificate(graphName);
    const { finding } = await behindProxy({ inspection: { ...inspecting, ca: certificate.cert } });
    expect(finding('network.graph.tls')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/^DEPTH_ZERO_SELF_SIGNED_CERT: issued by local authority /) as unknown,
      advice: expect.stringContaining('name its authority in NODE_EXTRA_CA_CERTS; it then sees the tokens') as unknown,
    });
  });

  it.each<ProxyFault>(['closes', 'resets', 'garbage', 'hangs in the tunnel'])('that %s, TLS fails', async (fault) => {
    const { finding, graphRequests } = await behindProxy({ fault });
    expect(finding('network.graph.tls')?.status).toBe('failed');
    expect(graphRequests).toBe(0);
  });
});

it('a proxy that never answers is too slow, in the word for that', async () => {
  const { finding } = await behindProxy({ fault: 'hangs', timeoutMs: 500 });
  expect(finding('network.graph.tls')?.found).toBe('no connection: ETIMEDOUT');
});

describe('the proxy for a host is the one that undici chooses', () => {
  const hosts = [
    'https://graph.microsoft.com',
    'https://graph.microsoft.com:8443',
    'http://10.0.0.1:81',
    'https://[::1]',
  ];
  const exceptions = ['', '*', 'microsoft.com', '.microsoft.com', '*.microsoft.com', 'GRAPH.microsoft.com', 'soft.com'];
  const more = [
    'graph.microsoft.com:443',
    'graph.microsoft.com:8443',
    '*:81',
    '::1',
    '[::1]:443',
    '10.0.0.1, example.com',
  ];

  it.each([...exceptions, ...more])('with NO_PROXY=%s', (noProxy) => {
    for (const [httpsProxy, httpProxy] of [
      ['http://secure.test:1', 'http://plain.test:2'],
      ['http://secure.test:1', undefined],
      [undefined, 'http://plain.test:2'],
      [undefined, undefined],
    ]) {
      for (const host of hosts) {
        const ours = proxyFor(new URL(host), { httpsProxy, httpProxy, noProxy });
        expect([host, ours?.host]).toEqual([host, proxyOfUndici(host, httpsProxy, httpProxy, noProxy)]);
      }
    }
  });

  /** A dispatcher for each way notes that it was chosen. */
  function proxyOfUndici(
    origin: string,
    httpsProxy: string | undefined,
    httpProxy: string | undefined,
    noProxy: string,
  ): string | undefined {
    const agent = new EnvHttpProxyAgent({ httpsProxy: httpsProxy ?? '', httpProxy: httpProxy ?? '', noProxy });
    let chosen: string | undefined;
    const spied = agent as unknown as Record<symbol, { dispatch: () => boolean }>;
    const spy = (name: string, proxy: string | undefined): void => {
      const symbol = Object.getOwnPropertySymbols(agent).find(({ description }) => description === name);
      if (symbol === undefined) throw new Error(`undici has no ${name}`);
      spied[symbol] = { dispatch: () => ((chosen = proxy), true) };
    };
    const hostOf = (url: string | undefined): string | undefined => (url === undefined ? undefined : new URL(url).host);
    spy('no proxy agent', undefined);
    spy('http proxy agent', hostOf(httpProxy));
    spy('https proxy agent', hostOf(httpsProxy ?? httpProxy));
    agent.dispatch({ origin, path: '/', method: 'GET' }, {});
    return chosen;
  }
});

describe('each way in which Graph is not reached is found', () => {
  const overTls = Object.entries(waysToFail).filter(
    ([, { sent, tlsOnly, elsewhere }]) => !sent && (tlsOnly ?? elsewhere),
  );

  it.each(overTls)('%s', async (_name, { reason, start }) => {
    const server = await start({ tls: true, beginning: '' });
    running.push(server);
    const { code, findings, finding, graphRequests } = await askDoctor({
      GRAPH_BASE_URL: `https://${server.host}/beta`,
      GRAPH_ALLOW_HOST: server.host.split(':', 1)[0],
      DOCTOR_TOKEN: doctorToken,
      GRAPH_TIMEOUT_MS: '1500',
    });
    const [first] = findings.filter(({ group, status }) => group === 'network' && status === 'failed');
    const [word = ''] = /[A-Z][A-Z_]{3,}/.exec(first?.found ?? '') ?? [];
    expect(word).toMatch(reason);
    expect(first?.advice).toMatch(/^[A-Z]/);
    expect([code, graphRequests]).toEqual([1, 0]);
    expect(finding('graph.list')?.status).toBe('not-tried');
  });

  it('a dead host without TLS, as far as it is in the list of reports', async () => {
    const { finding } = await askDoctor({ GRAPH_BASE_URL: 'http://127.0.0.1:9/beta', DOCTOR_TOKEN: doctorToken });
    expect(finding('graph.list')).toMatchObject({
      status: 'failed',
      found: 'no answer: Microsoft Graph could not be reached: no connection could be opened.',
    });
    expect(finding('graph.filter')).toMatchObject({
      status: 'not-tried',
      found: 'not tried: "list of reports" failed',
    });
  });

  it('an expired certificate: with its date, and what else it can be', async () => {
    const server = await waysToFail['an expired certificate']?.start({ tls: true, beginning: '' });
    if (server === undefined) throw new Error('the table has another name for it');
    running.push(server);
    const { finding } = await askDoctor({ GRAPH_BASE_URL: `https://${server.host}/beta`, DOCTOR_TOKEN: doctorToken });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    expect(finding('network.graph.tls')?.found).toContain(`expired on ${yesterday}`);
    expect(finding('network.graph.tls')?.advice).toContain("correct this machine's clock");
  });
});

describe("the clock, against Graph's Date", () => {
  it.each([
    [0, 'ok', /^agrees$/],
    [30, 'warning', /^this machine is (?:2[5-9]|30) s behind$/],
    [-30, 'warning', /^this machine is 3\d s ahead$/],
    [400, 'failed', /^this machine is (?:39\d|400) s behind: valid tokens are rejected from 60 s on$/],
  ] as const)('%d s ahead there: %s', async (seconds, status, found) => {
    const graph = await scriptedGraph((_request, response) => {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
      response.setHeader('content-type', 'application/json');
      response.end('{"value":[]}');
    });
    running.push(graph);
    const { finding } = await askDoctor({ GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: doctorToken });
    expect(finding('graph.clock')).toMatchObject({ status, found: expect.stringMatching(found) as unknown });
  });
});
