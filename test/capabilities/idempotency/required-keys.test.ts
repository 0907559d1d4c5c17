/** `IDEMPOTENCY_REQUIRE`: a creation without a key is refused before anything is sent. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../src/emulator/graph/index.js';
import { bulkMutation, codeOf, create, idOf, inputOf, keyedMutation } from '../../support/keyed.js';
import { samplesOf, withMetrics } from '../../support/metrics.js';
import { gatewayOverEmulator, token, type Answer, type TestGateway } from '../../support/start.js';

let gateway: (TestGateway & { graph: Emulator }) | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});
const start = async (required: string, environment: Record<string, string> = {}) =>
  (gateway = await gatewayOverEmulator({}, { IDEMPOTENCY_REQUIRE: required, ...environment }));

const authorization = `Bearer ${token}`;
/** What Chromium adds to a request of a script, whatever the script says. */
const ofPage = {
  authorization,
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'cors',
};

const sentence =
  'idempotencyKey must be a text of your own for this creation, such as a new UUID: a browser or a proxy may send a request twice by itself, and with a key it is stored once';

const refusedFor = ({ json }: Answer): unknown => json.errors?.[0]?.extensions['validationErrors'];

describe('with `browsers`', () => {
  it.each<[string, Record<string, string>]>([
    ['`Sec-Fetch-Site`', { 'sec-fetch-site': 'same-origin' }],
    ['`Origin`', { origin: 'http://localhost:3000' }],
    ['an opaque `Origin`', { origin: 'null' }],
  ])('a creation with %s and without a key is refused, and nothing is sent', async (_header, headers) => {
    const { graph } = await start('browsers');
    const answer = await create(gateway as TestGateway, 'mac-1', null, { authorization, ...headers });

    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({ created: null });
    expect(answer.json.errors).toMatchObject([
      {
        message: `The input breaks 1 rule: ${sentence}.`,
        path: ['created'],
        extensions: {
          code: 'BAD_USER_INPUT',
          validationErrors: [
            { path: 'idempotencyKey', segments: ['idempotencyKey'], rule: 'REQUIRED', message: sentence },
          ],
        },
      },
    ]);
    expect(graph.requests).toEqual([]);
  });

  it('a key as an argument or in the header is enough', async () => {
    const { graph } = await start('browsers');
    const asArgument = await create(gateway as TestGateway, 'mac-1', 'order-7', ofPage);
    const inHeader = await create(gateway as TestGateway, 'mac-2', null, { ...ofPage, 'idempotency-key': 'order-8' });
    expect([idOf(asArgument), idOf(inHeader)]).toEqual(graph.accountSummaries().map(({ id }) => id));
  });

  it('other clients need none, such as `fetch` of Node.js, which sends `Sec-Fetch-Mode` as well', async () => {
    const { graph } = await start('browsers');
    expect(idOf(await create(gateway as TestGateway, 'mac-1', null))).toBeDefined();
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
  });

  it('queries, changes and deletions of a page need none', async () => {
    const { graph, ...api } = await start('browsers');
    const id = idOf(await create(gateway as TestGateway, 'mac-1', 'order-7', ofPage)) ?? '';
    const { json } = await api.send(
      `mutation ($id: ID!) {
        updateMacOSSoftwareUpdateAccountSummary(id: $id, input: { displayName: "renamed" }) { displayName }
        deleteMacOSSoftwareUpdateAccountSummary(id: $id)
      }`,
      { id },
      ofPage,
    );
    expect(json).toEqual({
      data: {
        updateMacOSSoftwareUpdateAccountSummary: { displayName: 'renamed' },
        deleteMacOSSoftwareUpdateAccountSummary: id,
      },
    });
    expect(graph.accountSummaries()).toEqual([]);
  });

  it('each creation of an operation is judged alone', async () => {
    const { graph, ...api } = await start('browsers');
    const field = 'createMacOSSoftwareUpdateAccountSummary';
    const { json } = await api.send(
      `mutation ($one: CreateSummaryInput!, $two: CreateSummaryInput!) {
        without: ${field}(input: $one) { deviceId }
        keyed: ${field}(input: $two, idempotencyKey: "order-7") { deviceId }
      }`,
      { one: inputOf('mac-1'), two: inputOf('mac-2') },
      ofPage,
    );
    expect(json.data).toEqual({ without: null, keyed: { deviceId: 'mac-2' } });
    expect(json.errors).toMatchObject([{ path: ['without'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(0);
    expect(graph.timesCreated({ deviceId: 'mac-2' })).toBe(1);
  });

  it('a bulk creation needs `idempotencyKeys`', async () => {
    const { graph, ...api } = await start('browsers');
    const inputs = ['mac-1', 'mac-2'].map(inputOf);
    const refused = await api.send(bulkMutation, { inputs }, ofPage);
    expect(codeOf(refused)).toBe('BAD_USER_INPUT');
    expect(refusedFor(refused)).toMatchObject([
      {
        path: 'idempotencyKeys',
        rule: 'REQUIRED',
        message: sentence
          .replace('idempotencyKey', 'idempotencyKeys')
          .replace('be a text of your own for this creation', 'have a text of your own for each input'),
      },
    ]);
    expect(graph.requests).toEqual([]);

    await api.send(bulkMutation, { inputs, keys: ['a', 'b'] }, ofPage);
    expect(graph.accountSummaries()).toHaveLength(2);
  });

  it('a caller without a token learns nothing of it', async () => {
    const api = await start('browsers');
    const anonymous: Record<string, string> = { origin: 'http://localhost:3000' };
    const answer = await api.send(keyedMutation, { input: inputOf('mac-1') }, anonymous);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  });

  it('a refusal is in the log and in the metrics, for each creation', async () => {
    const api = await start('browsers', withMetrics);
    await create(gateway as TestGateway, 'mac-1', null, ofPage);
    await api.send(bulkMutation, { inputs: ['mac-2', 'mac-3'].map(inputOf) }, ofPage);
    expect((await samplesOf(api)).get('idempotency_total{outcome="missing"}')).toBe(3);
    expect(api.log()).toContain('"codes":["BAD_USER_INPUT"]');
  });
});

it('with `all` any client needs one', async () => {
  const { graph } = await start('all');
  expect(codeOf(await create(gateway as TestGateway, 'mac-1', null))).toBe('BAD_USER_INPUT');
  expect(graph.requests).toEqual([]);
  expect(idOf(await create(gateway as TestGateway, 'mac-1', 'order-7'))).toBeDefined();
});

it('with `off` a page needs none', async () => {
  const { graph } = await start('off');
  expect(idOf(await create(gateway as TestGateway, 'mac-1', null, ofPage))).toBeDefined();
  expect(graph.timesCreated({ deviceId: 'mac-1' })).toBe(1);
});
