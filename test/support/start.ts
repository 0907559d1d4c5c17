/** A gateway over an emulator or over an upstream that a test scripts, all on free loopback ports. */
import { expect } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { readConfig } from '../../src/config/config.js';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/graph/index.js';
import { startGateway, type Pages } from '../../src/gateway.js';
import type { ConnectionLimits } from '../../src/http/connection-limits.js';
import type { Resource } from '../../src/summaries/resource/resource.js';
import { createLogger } from '../../src/telemetry/logger.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: string[]; extensions: Record<string, unknown> & { code: string } }[];
  };
}

/**
 * Every error of every response names the line of its request in the log: checked for each response here, and then
 * removed, so that tests compare what differs.
 */
export function withoutRequestIds({ errors, ...json }: Answer['json'], expected: unknown): Answer['json'] {
  if (errors === undefined) return json;
  expect(expected).toMatch(/^[\w.-]{1,100}$/);
  return {
    errors: errors.map(({ extensions: { requestId, ...extensions }, ...error }) => {
      expect(requestId).toBe(expected);
      return { ...error, extensions };
    }),
    ...json,
  };
}

export interface TestGateway {
  readonly url: string;
  readonly metricsUrl: string | undefined;
  /** Everything logged so far. */
  log(): string;
  send(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** What the process does at startup, after it listens. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

export const token = 'test-token-of-ada';

/**
 * Load shedding is off in all tests except its own: a test shares its event loop with the gateway, and on a busy
 * machine that loop lags for other reasons.
 */
const withoutLoadShedding = { MAX_EVENT_LOOP_DELAY_MS: '0' } as const;
/** A Redis on a busy machine is slow, and yet works. */
const patientWithRedis = { REDIS_TIMEOUT_MS: '1000' } as const;

/** What would answer for a busy machine is off, unless a test is about it. */
export const withoutHaste = (environment: Readonly<Record<string, string>>): Record<string, string> => ({
  ...withoutLoadShedding,
  ...('REDIS_URL' in environment ? patientWithRedis : {}),
  ...environment,
});

/** For a Graph of the test with a name of its own, such as `graph.contoso.test`. */
export function graphHost(graphUrl: string): Record<string, string> {
  const { hostname } = new URL(graphUrl);
  return hostname.endsWith('.test') ? { GRAPH_ALLOW_HOST: hostname } : {};
}

export async function gatewayOver(
  graphUrl: string,
  environment: Record<string, string> = {},
  options: { limits?: ConnectionLimits; resources?: readonly Resource[]; demoToken?: string; pages?: Pages } = {},
): Promise<TestGateway> {
  const lines: string[] = [];
  const sink = new PassThrough();
  sink.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const config = readConfig({
    PORT: '0',
    GRAPH_BASE_URL: graphUrl,
    ...graphHost(graphUrl),
    NODE_ENV: 'test',
    ...withoutHaste(environment),
  });
  const gateway = await startGateway(config, createLogger('debug', sink), options);
  return {
    url: gateway.url,
    metricsUrl: gateway.metricsUrl,
    log: () => lines.join(''),
    async send(query, variables = {}, headers = { authorization: `Bearer ${token}` }) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const json = withoutRequestIds(JSON.parse(text) as Answer['json'], response.headers.get('x-request-id'));
      return { status: response.status, headers: response.headers, text, json };
    },
    check: () => gateway.check(),
    stop: () => gateway.stop(),
  };
}

export async function gatewayOverEmulator(
  options: EmulatorOptions = {},
  environment: Record<string, string> = {},
  gatewayOptions: { limits?: ConnectionLimits; pages?: Pages } = {},
): Promise<TestGateway & { graph: Emulator }> {
  const graph = await startEmulator(options);
  const gateway = await gatewayOver(graph.url, environment, gatewayOptions).catch(async (error: unknown) => {
    // An emulator that still listens would keep Jest from exiting.
    await graph.stop();
    throw error;
  });
  return {
    ...gateway,
    graph,
    async stop() {
      await gateway.stop();
      await graph.stop();
    },
  };
}

/** An upstream that answers as the test says. */
export async function scriptedGraph(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; calls(): number; stop(): Promise<void> }> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beta`,
    calls: () => calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The example of Graph's reference for the creation. */
export const referenceExample = {
  displayName: 'Display Name value',
  deviceId: 'Device Id value',
  userId: 'User Id value',
  deviceName: 'Device Name value',
  userPrincipalName: 'User Principal Name value',
  osVersion: 'Os Version value',
  successfulUpdateCount: 5,
  failedUpdateCount: 1,
  totalUpdateCount: 0,
  lastUpdatedDateTime: '2017-01-01T00:00:56.8321556-08:00',
};

export const createMutation = `mutation Create($input: CreateSummaryInput!) {
  created: createMacOSSoftwareUpdateAccountSummary(input: $input) {
    id displayName deviceId userId deviceName userPrincipalName osVersion
    successfulUpdateCount failedUpdateCount totalUpdateCount lastUpdatedDateTime
  }
}`;
