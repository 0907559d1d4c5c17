/** A creation whose answer is lost: the person decides with what is found, and one report is stored. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest, type Dashboard } from './support/dashboard.js';
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
} from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

const dialogOf = (page: OpenPage) => page.getByRole('dialog', { name: 'It may have been stored' });

async function submitted(dashboard: Dashboard, quirks: Partial<Quirks>) {
  const page = await openForm(browser, dashboard);
  const sent = sentBy(page, 'CreateReport');
  await fill(page, aReport);
  Object.assign(dashboard.graph.quirks, quirks);
  await storeButton(page).click();
  await dialogOf(page).waitFor();
  return { page, sent };
}

it('It is there: the stored report is found, and the page goes to it', async () => {
  const dashboard = await started({ macs: 3 });
  const { page, sent } = await submitted(dashboard, { answersLost: 1 });
  await dialogOf(page).getByText('The same as yours in everything').waitFor();
  expect(await dialogOf(page).getByRole('button', { name: 'Send again' }).count()).toBe(0);
  await expectGoodLooks(page);
  await dialogOf(page).getByRole('button', { name: 'It is there' }).click();
  await page.getByText('The report was stored already.').waitFor();
  await page.getByRole('heading', { name: 'LAB-MBP-1', level: 1 }).waitFor();
  expect([sent.length, timesStored(dashboard)]).toEqual([1, 1]);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('Send again: what is not there is sent with another key, once the gateway has looked as well', async () => {
  const dashboard = await started({ macs: 3 });
  const { page, sent } = await submitted(dashboard, { badResponses: true });
  await dialogOf(page).getByText('It could not be looked for').waitFor();
  const sendAgain = dialogOf(page).getByRole('button', { name: 'Send again' });
  expect(await sendAgain.count()).toBe(0);

  dashboard.graph.quirks.badResponses = false;
  await dialogOf(page).getByRole('button', { name: 'Look again' }).click();
  await dialogOf(page).getByText('Not found').waitFor();
  await expectGoodLooks(page);
  await sendAgain.click();
  await isStored(page);
  const [first, second, third] = sent.map(({ variables }) => variables.idempotencyKey);
  expect([sent.length, timesStored(dashboard)]).toEqual([3, 1]);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  await page.context().close();
});

it('Send again stores no second report if the first one has appeared since the look', async () => {
  const dashboard = await started();
  const { page, sent } = await submitted(dashboard, { lateCommits: 1, lateCommitMs: 3_600_000 });
  await dialogOf(page).getByText('Not found').waitFor();
  dashboard.graph.commitLate();
  await dialogOf(page).getByRole('button', { name: 'Send again' }).click();
  await isStored(page);
  expect([sent.length, timesStored(dashboard)]).toEqual([2, 1]);
  await page.context().close();
});

it('back in the form, everything is still there, and the same again is not stored twice', async () => {
  const dashboard = await started();
  const { page, sent } = await submitted(dashboard, { answersLost: 1 });
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
  expect(await storeButton(page).evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await fieldOf(page, 'deviceName').inputValue()).toBe(aReport.deviceName);
  await page.getByRole('alert', { name: 'The outcome is not known' }).waitFor();
  await storeButton(page).click();
  await isStored(page);
  expect(sent[1]).toEqual(sent[0]);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('a form that was changed since then is not sent before the first report has been looked for', async () => {
  const dashboard = await started();
  const { page, sent } = await submitted(dashboard, { answersLost: 1 });
  await dialogOf(page).getByRole('button', { name: 'Back to the form' }).click();
  await fill(page, { osVersion: '26.2' });
  await storeButton(page).click();
  await dialogOf(page).getByText('The same as yours in everything').waitFor();
  expect(sent.length).toBe(1);
  await dialogOf(page).getByRole('button', { name: 'It is there' }).click();
  await page.getByText('The report was stored already.').waitFor();
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});

it('reports that only have the same Mac, user and name are shown with what differs, and do not count as found', async () => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  await fill(page, { ...aReport, osVersion: '26.0', failedUpdateCount: '2' });
  await storeButton(page).click();
  await isStored(page);
  await page.getByRole('link', { name: 'New report' }).click();
  await fill(page, aReport);
  Object.assign(dashboard.graph.quirks, { lateCommits: 1, lateCommitMs: 3_600_000 });
  await storeButton(page).click();

  await dialogOf(page).getByText('Not found, but these are similar.').waitFor();
  await dialogOf(page).getByText('Other values than yours: macOS version, Failed updates').waitFor();
  await expectGoodLooks(page);
  await dialogOf(page).getByRole('button', { name: 'Send again' }).click();
  await isStored(page);
  const stored = dashboard.graph.accountSummaries().map(({ osVersion }) => osVersion);
  expect(stored).toEqual(['26.0', '26.1']);
  await page.context().close();
});

it.each([
  ['is empty', {}],
  ['has a name that is too long', { ...aReport, displayName: 'x'.repeat(1025) }],
])('a report that %s and that never arrived does not keep a corrected one from being sent', async (_fault, typed) => {
  const dashboard = await started();
  const page = await openForm(browser, dashboard);
  await fill(page, typed);
  await page.route('**/graphql', (route) => route.abort());
  await storeButton(page).click();
  await page.getByRole('alert', { name: 'The gateway cannot be reached' }).waitFor();
  await page.unroute('**/graphql');
  await fill(page, aReport);
  await storeButton(page).click();
  await dialogOf(page).getByText('Not found').waitFor();
  await dialogOf(page).getByRole('button', { name: 'Send the changed report' }).click();
  await isStored(page);
  expect(timesStored(dashboard)).toBe(1);
  await page.context().close();
});
