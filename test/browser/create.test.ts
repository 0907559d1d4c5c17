/** A new report: what is sent, once, and what a person sees if it cannot be stored. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest, type Dashboard } from './support/dashboard.js';
import { expectGoodLooks } from './support/looks.js';
import { aReport, complaintsOf, fieldOf, fill, sentBy, storeButton } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

const open = async (dashboard: Dashboard): Promise<OpenPage> => {
  const page = await browser.open(dashboard.at('/create'));
  await page.getByRole('heading', { name: 'New report', level: 1 }).waitFor();
  return page;
};
const writesTo = (dashboard: Dashboard) => dashboard.graph.requests.filter(({ method }) => method !== 'GET');
const stored = (page: OpenPage): Promise<void> => page.getByText('The report is stored.').waitFor();
const timesStored = (dashboard: Dashboard): number =>
  dashboard.graph.timesCreated({ displayName: aReport.displayName });

it('stores what was typed, shows it, and lists and overview count it', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await browser.open(dashboard.at('/macs'), { timezoneId: 'Europe/Berlin' });
  await page.getByText('3 Macs', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.locator('.tile').first().waitFor();
  await page.getByRole('link', { name: 'New report' }).click();
  await fill(page, aReport);
  await storeButton(page).click();

  await stored(page);
  await page.getByRole('heading', { name: 'LAB-MBP-1', level: 1 }).waitFor();
  expect(writesTo(dashboard).map(({ body }) => body)).toEqual([
    {
      '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
      ...aReport,
      totalUpdateCount: 7,
      successfulUpdateCount: 4,
      failedUpdateCount: 3,
      lastUpdatedDateTime: '2026-11-20T07:30:15.000Z',
    },
  ]);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText(/, 4 Macs$/).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Macs' }).click();
  await page.getByText('4 Macs', { exact: true }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('shows the rules that the gateway found broken at their fields, with the focus on the first', async () => {
  const dashboard = await started();
  const page = await open(dashboard);
  await fill(page, {
    ...aReport,
    displayName: '   ',
    osVersion: '',
    successfulUpdateCount: '-1',
    totalUpdateCount: '',
  });
  await storeButton(page).click();

  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/^4 things to correct; nothing was stored/);
  const wrong = ['displayName', 'osVersion', 'totalUpdateCount', 'successfulUpdateCount'] as const;
  for (const name of wrong) {
    const field = fieldOf(page, name);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby')) ?? '';
    const error = await page.locator(`[id="${described.split(' ').at(-1)}"]`).innerText();
    expect(await alert.innerText()).toContain(error);
  }
  expect(await page.locator('[aria-invalid=true]').count()).toBe(wrong.length);
  expect(await fieldOf(page, 'displayName').evaluate((field) => field === document.activeElement)).toBe(true);
  await alert.getByRole('button', { name: /^Successful updates must be/ }).click();
  expect(await fieldOf(page, 'successfulUpdateCount').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(writesTo(dashboard)).toEqual([]);
  await expectGoodLooks(page);

  await fill(page, aReport);
  await page.keyboard.press('Enter');
  await stored(page);
  expect(timesStored(dashboard)).toBe(1);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it.each([
  ['letters', 'three'],
  ['a fraction', '3.5'],
  ['a separator', '3,000'],
])('sends nothing while a count has %s', async (_what, text) => {
  const page = await open(await started());
  const sent = sentBy(page, 'CreateReport');
  await fill(page, { ...aReport, failedUpdateCount: text });
  await storeButton(page).click();
  await page.getByRole('alert').getByText('Failed updates must be a whole number, in digits alone.').waitFor();
  expect(await fieldOf(page, 'failedUpdateCount').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(sent).toEqual([]);
  await page.context().close();
});

it('sends nothing while a date is half typed', async () => {
  const page = await open(await started());
  const sent = sentBy(page, 'CreateReport');
  await fill(page, { ...aReport, lastUpdatedDateTime: '' });
  await fieldOf(page, 'lastUpdatedDateTime').press('1');
  await storeButton(page).click();
  await page.getByRole('alert').getByText('Last report must be a complete date and time.').waitFor();
  expect(sent).toEqual([]);
  await page.context().close();
});

it.each<[string, (page: OpenPage) => Promise<void>]>([
  ['a double click', (page) => storeButton(page).dblclick()],
  [
    'Enter twice',
    async (page) => {
      await fieldOf(page, 'userId').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
    },
  ],
])('%s sends once', async (_what, submit) => {
  const dashboard = await started();
  const page = await open(dashboard);
  const sent = sentBy(page, 'CreateReport');
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/graphql', async (route) => {
    await held;
    await route.continue();
  });
  await fill(page, aReport);
  await submit(page);
  const button = page.getByRole('button', { name: 'Storing…' });
  await button.waitFor();
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  goOn();
  await stored(page);
  expect([sent.length, timesStored(dashboard)]).toEqual([1, 1]);
  await page.context().close();
});

it('RATE_LIMITED counts down on the button and next to it, and the next try has the same key', async () => {
  const dashboard = await started({ quirks: { throttleCalls: 99, retryAfterSeconds: 90 } });
  const page = await open(dashboard);
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
  await stored(page);
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
  const page = await open(dashboard);
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
  const page = await open(dashboard);
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
  const page = await open(dashboard);
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
  const page = await open(dashboard);
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
  await stored(page);
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('an answer of a proxy leaves the outcome open, and the next try stores no second report', async () => {
  const dashboard = await started();
  const page = await open(dashboard);
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
  await stored(page);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

const error = (code: string, details: object = {}) => ({
  data: { created: null },
  errors: [{ message: 'No.', path: ['created'], extensions: { code, requestId: 'r-1', ...details } }],
});

it('waits by itself for a first try that still runs, with the same key', async () => {
  const dashboard = await started();
  const page = await open(dashboard);
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
  await stored(page);
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('takes another key once the gateway says that this one belongs to another report', async () => {
  const dashboard = await started();
  const page = await open(dashboard);
  const sent = sentBy(page, 'CreateReport');
  await page.route('**/graphql', (route) => route.fulfill({ json: error('IDEMPOTENCY_KEY_REUSED') }), { times: 1 });
  await fill(page, aReport);
  await storeButton(page).click();
  await page.getByRole('alert', { name: 'This was mistaken for another report' }).waitFor();
  await storeButton(page).click();
  await stored(page);
  expect(sent[1]?.variables.input).toEqual(sent[0]?.variables.input);
  expect(sent[1]?.variables.idempotencyKey).not.toBe(sent[0]?.variables.idempotencyKey);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('asks before what was typed is lost, and only then', async () => {
  const dashboard = await started({ macs: 2 });
  const page = await browser.open(dashboard.at('/macs'));
  const link = (name: string) => page.getByRole('navigation').getByRole('link', { name });
  const isFocused = (name: string): Promise<boolean> =>
    link(name).evaluate((element) => element === document.activeElement);
  const dialog = page.getByRole('dialog', { name: 'Leave this page?' });
  await link('New report').click();
  await link('Macs').click();
  await page.getByText('2 Macs', { exact: true }).waitFor();
  await link('New report').click();
  await fill(page, { displayName: 'Half a report' });

  await link('Macs').click();
  await expectGoodLooks(page);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await isFocused('Macs')).toBe(true);
  await page.evaluate(() => history.back());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await fieldOf(page, 'displayName').inputValue()).toBe('Half a report');
  expect(new URL(page.url()).pathname).toBe('/create');

  const asked = page.waitForEvent('dialog');
  const reload = page.evaluate(() => location.reload());
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await reload;
  await link('Macs').click();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await page.getByText('2 Macs', { exact: true }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});
