/** HTTP/1.0 of old probes, `ab` and proxies: it has no Host, and each response ends with its connection. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectCalls } from '../../support/expect-calls.js';
import { bodyOf, statusOf, untilClosed } from '../../support/raw-socket.js';
import { createMutation, gatewayOverEmulator, referenceExample, type TestGateway } from '../../support/start.js';
import type { Emulator } from '../../../src/emulator/graph/index.js';

let gateway: TestGateway & { graph: Emulator };
let before: number;

beforeAll(async () => {
  gateway = await gatewayOverEmulator();
});
beforeEach(() => {
  before = gateway.graph.requests.length;
});
afterAll(() => gateway.stop());

const body = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });
const post = (version: string, ...lines: string[]): string =>
  [
    `POST /graphql HTTP/${version}`,
    ...lines,
    'content-type: application/json',
    'authorization: Bearer a',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
const query = encodeURIComponent('{ macOSSoftwareUpdateAccountSummaries(first: 1) { nodes { id } } }');
const get = (version: string, ...lines: string[]): string =>
  [
    `GET /graphql?query=${query} HTTP/${version}`,
    ...lines,
    'apollo-require-preflight: 1',
    'authorization: Bearer a',
    '',
    '',
  ].join('\r\n');
const sent = (): Emulator['requests'] => gateway.graph.requests.slice(before);

describe.each<[string, string, string[]]>([
  ['HTTP/1.0 without Host', '1.0', []],
  ['HTTP/1.0 with an empty Host', '1.0', ['Host:']],
  ['HTTP/1.0 with Host, as nginx sends it', '1.0', ['Host: reports', 'Connection: close']],
  ['HTTP/1.1 with an empty Host', '1.1', ['Host:', 'Connection: close']],
  ['HTTP/1.1 with a name of compose', '1.1', ['Host: my_gateway:4000', 'Connection: close']],
])('%s', (_what, version, lines) => {
  it('creates by POST, once, and reads by GET', async () => {
    const created = await untilClosed(gateway.url, post(version, ...lines));
    expect(statusOf(created)).toBe(200);
    expect(created).not.toMatch(/transfer-encoding/i);
    expect(bodyOf(created)).toMatchObject({ data: { created: { displayName: referenceExample.displayName } } });
    expectCalls(sent(), 1);

    const read = await untilClosed(gateway.url, get(version, ...lines));
    expect(statusOf(read)).toBe(200);
    expect(bodyOf(read)).not.toHaveProperty('errors');
    expectCalls(sent(), 2);
  });

  it.each(['GET /live', 'GET /ready', 'HEAD /live', 'HEAD /ready'])('answers %s', async (probe) => {
    const answer = await untilClosed(gateway.url, [`${probe} HTTP/${version}`, ...lines, '', ''].join('\r\n'));
    expect(statusOf(answer)).toBe(200);
    expectCalls(sent(), 0);
  });
});

it('HTTP/1.1 without Host is rejected, and nothing is sent', async () => {
  const answer = await untilClosed(gateway.url, post('1.1', 'Connection: close'));
  expect(statusOf(answer)).toBe(400);
  expect(bodyOf(answer)).toMatchObject({
    errors: [{ message: 'The request has no Host header.', extensions: { code: 'BAD_REQUEST' } }],
  });
  expectCalls(sent(), 0);
});
