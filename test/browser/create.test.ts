/** A new report: what is sent, once. */
import { expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest } from './support/dashboard.js';
import { expectGoodLooks } from './support/looks.js';
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

it('stores what was typed, shows it, and lists and overview count it', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await browser.open(dashboard.at('/macs'), { timezoneId: 'Europe/Berlin' });
  await page.getByText('3 Macs', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.locator('.tile').first().waitFor();
  await page.getByRole('link', { name: 'New report' }).click();
  await fill(page, aReport);
  await storeButton(page).click();

  await isStored(page);
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
  const page = await openForm(browser, dashboard);
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
  await isStored(page);
  expect(timesStored(dashboard)).toBe(1);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it.each([
  ['letters', 'three'],
  ['a fraction', '3.5'],
  ['a separator', '3,000'],
])('sends nothing while a count has %s', async (_what, text) => {
  const page = await openForm(browser, await started());
  const sent = sentBy(page, 'CreateReport');
  await fill(page, { ...aReport, failedUpdateCount: text });
  await storeButton(page).click();
  await page.getByRole('alert').getByText('Failed updates must be a whole number, in digits alone.').waitFor();
  expect(await fieldOf(page, 'failedUpdateCount').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(sent).toEqual([]);
  await page.context().close();
});

it('sends nothing while a date is half typed', async () => {
  const page = await openForm(browser, await started());
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
  const page = await openForm(browser, dashboard);
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
  await isStored(page);
  expect([sent.length, timesStored(dashboard)]).toEqual([1, 1]);
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

it('the form that comes back before the page of the report is there stores no second report', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/assets/MacPage-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await fill(page, aReport);
  await storeButton(page).click();
  await page.getByText('Loading the page').waitFor();
  await page.goBack();
  await storeButton(page).click();
  await until(() => sent.length === 2);
  goOn();
  await page.getByRole('heading', { name: aReport.deviceName, level: 1 }).waitFor();
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});
