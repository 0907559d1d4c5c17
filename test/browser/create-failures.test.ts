/** What a person sees of a report that cannot be stored, and what the next try sends. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser } from './support/browser.js';
import { dashboardOfEachTest } from './support/dashboard.js';
import {
  aReport,
  complaintsOf,
  fieldOf,
  fill,
  isStored,
  openForm,
  sentBy,
  storeButton,
  timesStored,
  writesTo,
} from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

it('RATE_LIMITED counts down on the button and next to it, and the next try has the same key', async () => {
  const dashboard = await started({ quirks: { throttleCalls: 99, retryAfterSeconds: 90 } });
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  await page.clock.install();
  await fill(page, aReport);
  await storeButton(page).click();
  await page.getByRole('alert', { name: 'Too many requests at the moment' }).waitFor();
  await page.getByRole('button', { name: /^Again in \d+ s$/ }).waitFor();
  await page
    .getByRole('status')
    .getByText(/^The gateway asks to wait \d+ seconds/)
    .waitFor();
  const secondsLeft = async (): Promise<number> =>
    parseInt((await page.getByRole('timer').innerText()).replace(/\D+/, ''), 10);
  const before = await secondsLeft();
  await page.clock.runFor(10_000);
  expect(await secondsLeft()).toBe(before - 10);
  await storeButton(page).click({ force: true });
  expect(sent.length).toBe(1);

  await page.clock.runFor(90_000);
  await page.getByRole('button', { name: 'Store the report' }).waitFor();
  await page.getByRole('status').getByText('The wait is over.').waitFor();
  await page.route('**/graphql', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer another-token' } }),
  );
  dashboard.graph.quirks.throttleCalls = 0;
  await storeButton(page).click();
  await isStored(page);
  expect(timesStored(dashboard)).toBe(1);
  expect(sent[1]).toEqual(sent[0]);
  await page.context().close();
});

it.each<[code: string, quirks: Partial<Quirks>, title: string, says: RegExp]>([
  ['FORBIDDEN', { forbidden: true }, 'You are not allowed to change reports', /You need .*DeviceManagement/],
  [
    'GRAPH_OPERATION_NOT_OFFERED',
    { operationNotOffered: true },
    'This tenant does not offer this',
    /does not offer it/,
  ],
  ['GRAPH_REJECTED', { rejected: true }, 'Microsoft Graph rejected the request', /rejected/],
  ['UNAUTHENTICATED', { claimsChallenge: 9 }, 'You are not signed in', /Access token/],
])('%s says what failed, with its code and request id, and keeps what was typed', async (code, quirks, title, says) => {
  const dashboard = await started({ quirks });
  const page = await openForm(browser, dashboard);
  await fill(page, aReport);
  await storeButton(page).click();
  const alert = page.getByRole('alert', { name: title });
  await alert.waitFor();
  const text = await alert.innerText();
  expect(text).toContain(code);
  expect(text).toMatch(/request [\w-]{36}/);
  expect(text).toMatch(says);
  expect(await fieldOf(page, 'deviceName').inputValue()).toBe(aReport.deviceName);
  expect(timesStored(dashboard)).toBe(0);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('CONFLICT leads to the report that has the id already', async () => {
  const dashboard = await started({ macs: 3 });
  const { id, deviceName } = dashboard.graph.accountSummaries()[1] as Record<string, unknown>;
  const page = await openForm(browser, dashboard);
  await fill(page, { ...aReport, id: String(id) });
  await storeButton(page).click();
  const alert = page.getByRole('alert', { name: 'There is a conflict with what is stored' });
  await alert.getByRole('link', { name: 'Show the report that has this id' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: String(deviceName), level: 1 }).waitFor();
  expect(timesStored(dashboard)).toBe(0);
  await page.context().close();
});

it('a gateway that keeps no keys stores nothing, and says why', async () => {
  const dashboard = await started({}, { IDEMPOTENCY_STORE: 'off' });
  const page = await openForm(browser, dashboard);
  await fill(page, aReport);
  await storeButton(page).click();
  const alert = page.getByRole('alert', { name: 'The gateway cannot keep reports from being doubled' });
  await alert.waitFor();
  expect(await alert.innerText()).toContain('IDEMPOTENCY_UNAVAILABLE');
  expect(writesTo(dashboard)).toEqual([]);
  await page.context().close();
});

it('a lost network keeps what was typed, and the next try has the same key', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  await fill(page, aReport);
  await page.context().setOffline(true);
  await storeButton(page).click();
  const alert = page.getByRole('alert', { name: 'The gateway cannot be reached' });
  await alert.waitFor();
  expect(await alert.innerText()).toContain('it is not stored twice');
  expect(await fieldOf(page, 'deviceName').inputValue()).toBe(aReport.deviceName);

  await page.context().setOffline(false);
  await storeButton(page).click();
  await isStored(page);
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('an answer of a proxy leaves the outcome open, and the next try stores no second report', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  await page.route(
    '**/graphql',
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' });
    },
    { times: 1 },
  );
  await fill(page, aReport);
  await storeButton(page).click();
  const alert = page.getByRole('alert', { name: 'The request failed' });
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/HTTP 502[^]*may have been stored[^]*not stored twice/);
  await storeButton(page).click();
  await isStored(page);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

const error = (code: string, details: object = {}) => ({
  data: { created: null },
  errors: [{ message: 'No.', path: ['created'], extensions: { code, requestId: 'r-1', ...details } }],
});

it('waits by itself for a first try that still runs, with the same key', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  await page.clock.install();
  const json = error('IDEMPOTENCY_KEY_IN_USE', { retryAfterSeconds: 5 });
  await page.route('**/graphql', (route) => route.fulfill({ json }), { times: 1 });
  await fill(page, aReport);
  const answered = page.waitForResponse('**/graphql');
  await storeButton(page).click();
  await (await answered).finished();
  await page.getByRole('button', { name: 'Storing…' }).waitFor();
  // The response is read in the page before its timer starts.
  while (sent.length < 2) await page.clock.runFor(1000);
  await isStored(page);
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('takes another key once the gateway says that this one belongs to another report', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  await page.route('**/graphql', (route) => route.fulfill({ json: error('IDEMPOTENCY_KEY_REUSED') }), { times: 1 });
  await fill(page, aReport);
  await storeButton(page).click();
  await page.getByRole('alert', { name: 'This was mistaken for another report' }).waitFor();
  await storeButton(page).click();
  await isStored(page);
  expect(sent[1]?.variables.input).toEqual(sent[0]?.variables.input);
  expect(sent[1]?.variables.idempotencyKey).not.toBe(sent[0]?.variables.idempotencyKey);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('a request that is too long for the gateway was not stored, and the page does not say that it may be', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  await fill(page, { ...aReport, displayName: 'x'.repeat(1024 * 1024) });
  await storeButton(page).click();
  const failure = page.getByRole('alert', { name: 'The gateway does not accept the request' });
  await failure.getByText('The request body is longer than 1 MiB.').waitFor();
  expect(await failure.getByText('may have been stored').count()).toBe(0);
  await fill(page, aReport);
  await storeButton(page).click();
  await isStored(page);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});
