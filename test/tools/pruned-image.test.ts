/**
 * The image's packages without what no program reads: the gateway starts from them in each mode, and serves. What it
 * loads only when a setting asks for it is loaded here.
 */
import { generate } from 'selfsigned';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuthority, type AuthorityOptions } from '../../src/emulator/entra/index.js';
import { startEmulator } from '../../src/emulator/graph/index.js';
import { environmentOf, writer, type Mode } from '../support/authority.js';
import { assemble, build, commandOf, copyProductionPackages, lastStage, variablesOf } from '../support/image-recipe.js';
import { otlpReceiver } from '../support/otlp-receiver.js';
import { freePort } from '../support/ports.js';
import { startProcess, type GatewayProcess } from '../support/process.js';
import { redisPassword } from '../support/redis.js';
import { scriptedRedis } from '../support/scripted-redis.js';
import { createMutation, referenceExample, type Answer } from '../support/start.js';

const root = mkdtempSync(join(tmpdir(), 'pruned-'));
const image = join(root, 'image');
const folder = join(root, 'files');
const running: { stop(): unknown }[] = [];

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const megabytesOf = (directory: string): number =>
  filesBelow(directory).reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;

let installedMegabytes: number;
/** Of the installed packages. */
let licences: readonly string[];
beforeAll(() => {
  const [stages, packages] = [join(root, 'stages'), join(root, 'stages/dependencies')];
  for (const path of [image, folder, packages, join(stages, 'build')]) mkdirSync(path, { recursive: true });
  copyProductionPackages(packages);
  const installed = join(packages, 'node_modules');
  installedMegabytes = megabytesOf(installed);
  licences = filesBelow(installed)
    .map((file) => relative(installed, file))
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(basename(file)) && !/\.[jt]s$/.test(file));
  build(packages, 'dependencies');
  build(join(stages, 'build'), 'build');
  assemble(image, stages);
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});
afterAll(() => rmSync(root, { recursive: true }));

async function start(environment: Record<string, string>): Promise<GatewayProcess> {
  const [file = '', ...options] = commandOf(lastStage).reverse();
  const variables = { ...variablesOf(lastStage), GATEWAY_COMMIT: '', PORT: String(await freePort()) };
  const gateway = await startProcess({ ...variables, ...environment }, [...options.reverse(), join(image, file)]);
  running.unshift(gateway);
  return gateway;
}

async function post({ url }: GatewayProcess, body: object, headers: Record<string, string>): Promise<Answer['json']> {
  const response = await fetch(`http://127.0.0.1:${new URL(url).port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'br', ...headers },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer['json'];
}

const creation = { query: createMutation, variables: { input: referenceExample } };
const list = { query: '{ macOSSoftwareUpdateAccountSummaries(first: 20) { nodes { id displayName deviceName } } }' };

it('the packages take as much space as docs/performance.md says, and each keeps its licence', () => {
  const packages = join(image, 'node_modules');
  const [, installed, remaining] =
    /\*\*together\*\* +\| (\d+) MB +\| (\d+) MB/.exec(readFileSync('docs/performance.md', 'utf8')) ?? [];
  expect(Math.abs(megabytesOf(packages) - Number(remaining))).toBeLessThan(2);
  expect(Math.abs(installedMegabytes - Number(installed))).toBeLessThan(8);
  const ofPackages = licences.filter((file) => existsSync(join(packages, dirname(file), 'package.json')));
  expect(ofPackages.filter((file) => !existsSync(join(packages, file)))).toEqual([]);
  expect(ofPackages.length).toBeGreaterThan(200);
});

it('in forward mode, with every optional part: writes, lists in br, counts in Redis, metrics, and traces for a router', async () => {
  const graph = await startEmulator({ macs: 30 });
  const redis = await scriptedRedis(redisPassword);
  running.push(graph, redis);
  const gateway = await start({
    GRAPH_BASE_URL: graph.url,
    REDIS_URL: redis.url,
    RATE_LIMIT_MAX: '100',
    FEDERATION_TRACING: 'on',
    METRICS_PORT: '0',
    CORS_ORIGINS: 'https://app.contoso.com',
    LOG_LEVEL: 'debug',
  });
  const trace = { authorization: 'Bearer a', 'apollo-federation-include-trace': 'ftv1' };
  expect(await post(gateway, creation, trace)).toMatchObject({
    data: { created: { displayName: referenceExample.displayName } },
    extensions: { ftv1: expect.any(String) as unknown },
  });
  expect((await post(gateway, list, trace)).errors).toBeUndefined();
  const refused = await post(
    gateway,
    { ...creation, variables: { input: { ...referenceExample, userId: '' } } },
    trace,
  );
  expect(refused.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const [, port = ''] = /"metricsUrl":"http:\/\/.+:(\d+)\/metrics"/.exec(gateway.output()) ?? [];
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('graph_requests_total{');
  expect(gateway.output()).not.toContain('"level":"warn"');
});

it.each(['http/protobuf', 'http/json'])('with traces over %s: they arrive', async (OTEL_EXPORTER_OTLP_PROTOCOL) => {
  const graph = await startEmulator();
  const collector = await otlpReceiver();
  running.push(graph, collector);
  const gateway = await start({
    GRAPH_BASE_URL: graph.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL,
    OTEL_TRACES_SAMPLER: 'always_on',
  });
  expect((await post(gateway, creation, { authorization: 'Bearer a' })).errors).toBeUndefined();
  gateway.signal('SIGTERM');
  expect(await gateway.exit).toBe(0);
  expect(collector.spans()).toHaveLength(3);
  expect(gateway.output()).not.toContain('"level":"warn"');
});

describe.each<Mode>(['on-behalf-of', 'application'])('in %s mode', (mode) => {
  const startOver = async (environment: Record<string, string>, options: AuthorityOptions = {}) => {
    const authority = await startAuthority(options);
    const graph = await startEmulator({ macs: 3 });
    running.push(graph, authority);
    writeFileSync(join(folder, 'ca.pem'), authority.caCertificate);
    const { AZURE_CLIENT_SECRET = '', ...registered } = environmentOf(mode, authority);
    const gateway = await start({
      ...registered,
      GRAPH_BASE_URL: graph.url,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      ...(Object.keys(environment).length > 0 ? environment : { AZURE_CLIENT_SECRET }),
    });
    const token = await authority.issueUserToken({ user: 'ada', scopes: [writer] });
    return { gateway, headers: { authorization: `Bearer ${token}` } };
  };

  it('with a secret: writes and reads', async () => {
    const { gateway, headers } = await startOver({});
    expect((await post(gateway, creation, headers)).errors).toBeUndefined();
    expect((await post(gateway, list, headers)).errors).toBeUndefined();
    expect(gateway.output()).not.toMatch(/"level":"(?:warn|error)"/);
  });

  it('with a certificate: reads', async () => {
    const certificate = await generate([{ name: 'commonName', value: 'gateway' }], { algorithm: 'sha256' });
    writeFileSync(join(folder, 'client.pem'), `${certificate.private}\n${certificate.cert}`);
    const AZURE_CLIENT_CERTIFICATE_PATH = join(folder, 'client.pem');
    const registration = { certificates: [certificate.cert] };
    const { gateway, headers } = await startOver({ AZURE_CLIENT_CERTIFICATE_PATH }, { registration });
    expect((await post(gateway, list, headers)).errors).toBeUndefined();
  });

  it('with a managed identity: its endpoint is asked', async () => {
    let requests = 0;
    const endpoint = createServer((_request, response) => {
      requests += 1;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ access_token: 'a', expires_on: '4102444800', resource: 'a', token_type: 'Bearer' }),
      );
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    running.push({ stop: () => endpoint.close() });
    const { gateway, headers } = await startOver({
      AUTH_MANAGED_IDENTITY: 'system',
      IDENTITY_ENDPOINT: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`,
      IDENTITY_HEADER: 'fake-header',
    });
    await post(gateway, list, headers);
    expect(requests).toBeGreaterThan(0);
    expect(gateway.output()).not.toContain('MODULE_NOT_FOUND');
  });
});

it('the doctor runs, and finds nothing wrong with a good tenant', async () => {
  const graph = await startEmulator({ macs: 3 });
  running.push(graph);
  const env = { PATH: process.env['PATH'], ...variablesOf(lastStage), GRAPH_BASE_URL: graph.url, DOCTOR_TOKEN: 'a' };
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [join(image, 'dist/doctor.js'), '--json'], { env }, (_error, out) => resolve(out));
  });
  expect(JSON.parse(said)).toMatchObject({ outcome: 'well', exitCode: 0 });
  // It loads Azure's libraries only when they are asked for.
  const asked = await new Promise<string>((resolve) => {
    const file = join(image, 'dist/doctor.js');
    execFile(process.execPath, [file, '--json', '--azure-cli'], { env: { ...env, PATH: '/nowhere' } }, (_error, out) =>
      resolve(out),
    );
  });
  const { findings } = JSON.parse(asked) as { findings: { id: string; found: string }[] };
  expect(findings.find(({ id }) => id === 'identity.caller-token')?.found).toContain('azure-cli gives no token');
});

it('the health check runs', async () => {
  const PORT = String(await freePort());
  await start({ GRAPH_BASE_URL: 'http://127.0.0.1:9/beta', PORT });
  const env = { PATH: process.env['PATH'], ...variablesOf(lastStage), PORT };
  const said = await new Promise((resolve) => {
    execFile(process.execPath, [join(image, 'dist/health-check.js')], { env }, (error, out, problems) =>
      resolve([error?.code, out, problems]),
    );
  });
  expect(said).toEqual([undefined, '', '']);
});
