/** The API's contract behind nginx and HAProxy: what a client gets there is what the gateway has answered. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMutation, gatewayOverEmulator, referenceExample, type TestGateway } from '../support/start.js';
import type { Emulator } from '../../src/emulator/graph/index.js';
import { fronts, isInstalled, startFront } from '../support/fronts.js';

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a', ...headers },
    body,
  });

const create = JSON.stringify({ query: createMutation, variables: { input: referenceExample } });

describe.each(Object.entries(fronts))('behind %s', (_name, front) => {
  if (!isInstalled(front.program)) {
    it(`${front.program} is not installed here: this is left to a machine that has it, as CI does`, () => {
      expect(isInstalled(front.program)).toBe(false);
    });
    return;
  }

  let gateway: TestGateway & { graph: Emulator };
  let url: string;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    gateway = await gatewayOverEmulator({ macs: 30 }, { NODE_ENV: 'production' });
    ({ url, stop } = await startFront(front, [new URL(gateway.url).host]));
  });
  afterAll(async () => {
    await stop();
    await gateway.stop();
  });

  it('reads and writes work, each write once', async () => {
    const before = gateway.graph.requests.length;
    const created = await post(url, create);
    expect(await created.json()).toMatchObject({ data: { created: { displayName: referenceExample.displayName } } });
    expect(gateway.graph.requests).toHaveLength(before + 1);
    const list = await post(url, '{"query":"{ macOSSoftwareUpdateAccountSummaries(first: 20) { nodes { id } } }"}');
    expect(await list.json()).toMatchObject({ data: { macOSSoftwareUpdateAccountSummaries: {} } });
  });

  it('refusals arrive as they are', async () => {
    const withoutToken = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ macOSSoftwareUpdateAccountSummary(id: \\"a\\") { id } }"}',
    });
    expect(withoutToken.status).toBe(401);
    expect(withoutToken.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await post(url, create, { accept: 'image/png' })).status).toBe(406);
  });

  it.each([1000, 100_000, 900_000])('a refusal before a body of %i bytes arrives, each of ten times', async (bytes) => {
    const body = 'a'.repeat(bytes);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(url, body, { 'content-type': 'text/plain' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 415));
  });

  it('a body that is too long is 413, from whichever of the two', async () => {
    expect((await post(url, 'a'.repeat(5_000_000))).status).toBe(413);
  });
});
