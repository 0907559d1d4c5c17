/**
 * Chromium sends a POST again by itself if the connection, which it has used before, ends without an answer. What a page's
 * creation then stores, and what the page sees.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { inputOf, keyedMutation } from '../support/keyed.js';
import { startProcess } from '../support/process.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { gatewayOver, type TestGateway } from '../support/start.js';
import { until } from '../support/until.js';
import { slowGraph } from '../support/slow-graph.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { cuttingFront, type Cut, type CuttingFront } from './support/cutting-front.js';

const browser = withBrowser();
const running: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const part of running.splice(0).reverse()) await part.stop();
});
function kept<Part extends { stop(): unknown }>(part: Part): Part {
  running.push(part);
  return part;
}

const token = 'token-of-a-page';
const cuts: readonly Cut[] = ['reset', 'end'];

const at = (front: CuttingFront, path: string): string => `http://127.0.0.1:${front.port}${path}`;

/** A page of a front end, at the gateway's own origin. */
async function pageOver(front: CuttingFront): Promise<OpenPage> {
  const page = await browser.open('about:blank');
  await page.route('**/page', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(at(front, '/page'));
  return page;
}

interface Answer {
  readonly data?: { readonly created: { readonly id: string } | null } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly idempotency: readonly { readonly status: string }[] };
}

/** One `fetch` of the page, over a connection that it has used before. */
async function createOf(page: OpenPage, key: string | null): Promise<Answer> {
  const creation = JSON.stringify({ query: keyedMutation, variables: { input: inputOf('mac-1'), key } });
  const query = JSON.stringify({ query: '{ __typename }' });
  return page.evaluate(
    async ([bearer, first, body]) => {
      const post = async (text: string): Promise<unknown> => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
        const response = await fetch('/graphql', { method: 'POST', headers, body: text });
        return response.json();
      };
      await post(first);
      return post(body);
    },
    [token, query, creation] as const,
  ) as Promise<Answer>;
}

async function setup(environment: Record<string, string> = {}): Promise<{
  graph: Emulator;
  waiting: (() => void)[];
  gateway: TestGateway;
  front: CuttingFront;
}> {
  const { url, graph, waiting } = await slowGraph(running);
  const gateway = kept(await gatewayOver(url, environment));
  return { graph, waiting, gateway, front: kept(await cuttingFront([gateway.url])) };
}

const stored = (graph: Emulator): number => graph.timesCreated({ deviceId: 'mac-1' });
/** Lets Graph work on each creation as it comes. */
function letGraphWork(waiting: (() => void)[]): { stop(): void } {
  const timer = setInterval(() => waiting.splice(0).forEach((pass) => pass()), 1);
  return kept({ stop: () => clearInterval(timer) });
}

describe.each(cuts)('an answer that is lost on its way by %s', (how) => {
  it('with a key, the browser’s own repeat stores nothing, and the page has the one report', async () => {
    const { graph, waiting, front } = await setup({ IDEMPOTENCY_REQUIRE: 'browsers' });
    letGraphWork(waiting);
    const page = await pageOver(front);
    front.loseAnswer((cut) => cut(how));
    const answer = await createOf(page, 'submission-1');

    expect(front.creations()).toBe(2);
    expect(stored(graph)).toBe(1);
    expect(answer.data?.created?.id).toBe(graph.accountSummaries()[0]?.['id']);
    expect(answer.extensions?.idempotency).toMatchObject([{ status: 'REPLAYED' }]);
    await page.context().close();
  });
});

describe.each(cuts)('a connection that ends by %s while Graph works', (how) => {
  it.each([
    ['with a key', 'submission-1'],
    ['without a key, because the gateway sees it', null],
  ])('%s, one report is stored, and the page has it', async (_what, key) => {
    const { graph, waiting, front, gateway } = await setup();
    const page = await pageOver(front);
    const pending = createOf(page, key);
    await until(() => waiting.length === 1);
    front.cut(how);
    await until(() => gateway.log().includes('"callerLeft":true'));
    letGraphWork(waiting);
    // With a key the page is asked to wait for the first request.
    let answer = await pending;
    while (answer.errors?.[0]?.extensions.code === 'IDEMPOTENCY_KEY_IN_USE') answer = await createOf(page, key);

    expect(front.creations()).toBeGreaterThan(1);
    expect(stored(graph)).toBe(1);
    expect(answer.data?.created?.id).toBe(graph.accountSummaries()[0]?.['id']);
    expect(answer.extensions?.idempotency).toMatchObject([{ status: 'REPLAYED' }]);
    await page.context().close();
  });
});

it('with IDEMPOTENCY_REQUIRE=browsers a creation without a key is refused, whatever the page does', async () => {
  const { graph, front } = await setup({ IDEMPOTENCY_REQUIRE: 'browsers' });
  const page = await pageOver(front);
  const { data, errors } = await createOf(page, null);
  expect(data).toEqual({ created: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(graph.requests).toEqual([]);
  await page.context().close();
});

it('the explorer’s creation has a key: an answer that is lost costs nothing', async () => {
  const { graph, waiting, front } = await setup({ NODE_ENV: 'development', IDEMPOTENCY_REQUIRE: 'browsers' });
  letGraphWork(waiting);
  const page = await browser.open(at(front, '/explorer'));
  await page.getByRole('tab', { name: 'Create', exact: true }).click();
  await page.getByRole('button', { name: 'Headers' }).click();
  await page.locator('.graphiql-editor-tool .monaco-editor:visible').click();
  await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${token}` }));
  front.loseAnswer((cut) => cut('reset'));
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.getByText('REPLAYED').waitFor();

  expect(front.creations()).toBe(2);
  expect(graph.accountSummaries()).toHaveLength(1);
  expect(await page.locator('.result-window').innerText()).toContain(String(graph.accountSummaries()[0]?.['id']));
  await page.context().close();
});

if (hasRedis) {
  it('one of two gateways is killed after the write: with a key the other one answers the browser’s own repeat', async () => {
    const redis = kept(await startRedis());
    const graph = kept(await startEmulator());
    const environment = {
      GRAPH_BASE_URL: graph.url,
      REDIS_URL: redis.url,
      NODE_ENV: 'production',
      IDEMPOTENCY_REQUIRE: 'browsers',
    };
    const [one, other] = [kept(await startProcess(environment)), kept(await startProcess(environment))];
    const front = kept(await cuttingFront([one.url, other.url]));
    const page = await pageOver(front);
    front.loseAnswer((cut) => {
      one.signal('SIGKILL');
      void one.exit.then(() => cut('reset'));
    });
    const answer = await createOf(page, 'submission-1');

    expect(front.creations()).toBe(2);
    expect(stored(graph)).toBe(1);
    expect(answer.data?.created?.id).toBe(graph.accountSummaries()[0]?.['id']);
    expect(answer.extensions?.idempotency).toMatchObject([{ status: 'REPLAYED' }]);
    await page.context().close();
  });
} else {
  it('redis-server is not installed here: this is left to a machine that has it, as CI does', () => {
    expect(hasRedis).toBe(false);
  });
}
