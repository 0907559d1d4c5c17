/** An import that goes on later, or with another person: keys protect no longer, and no row is stored twice. */
import { expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest } from './support/dashboard.js';
import {
  countsOf,
  fileOf,
  held,
  isPhase,
  once,
  onSlice,
  openImport,
  rows,
  slicesSentBy,
  startImport,
  timesStored,
} from './support/import.js';
import { expectGoodLooks } from './support/looks.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

/** Imports until the nth slice is stored, whose answer the page never gets. */
async function loseAnswer(page: OpenPage, nth: number, count: number): Promise<void> {
  const { isHeld, hold } = held();
  await onSlice(page, nth, async (route) => {
    await route.fetch();
    await hold(route);
  });
  await startImport(page, fileOf(...rows(count)));
  await isHeld;
}

it('once keys have expired, rows without an answer are looked up, and sent again only by the person', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...((await response.json()) as object), idempotencyTtlMs: 1 } });
  });
  await loseAnswer(page, 2, 205);
  page.on('dialog', (asked) => void asked.accept());
  await page.reload();
  const another = held();
  await onSlice(page, 1, another.hold);
  await page.getByRole('button', { name: 'Continue' }).click();
  await another.isHeld;
  // 100 rows were found without being sent, and the last five never arrive.
  expect(sent.length).toBe(3);
  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(await countsOf(page)).toMatchObject({ Stored: '200', 'Outcome unknown': '5' });
  await page.getByRole('heading', { name: '5 rows may have been stored' }).waitFor();
  await expectGoodLooks(page);
  // The heading is there before as well, and while the page looks, a click sends nothing.
  const looked = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.getByRole('button', { name: 'Look again' }).click();
  await looked;
  await page.getByRole('heading', { name: '5 rows may have been stored' }).waitFor();
  expect(sent.length).toBe(3);
  // The second click makes no other submissions of the same rows.
  await page.getByRole('button', { name: 'Send again what was not found' }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await until(async () => (await countsOf(page))['Stored'] === '205');
  expect(timesStored(dashboard, 205)).toEqual(once(205));
  expect(sent.length).toBe(4);
  await page.context().close();
});

it('another person who goes on does not store what the first one may have stored', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await loseAnswer(page, 1, 110);
  page.once('dialog', (asked) => void asked.accept());
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { gateway: '/graphql', demo: { token: 'token-of-another-person' } } }),
  );
  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(timesStored(dashboard, 110)).toEqual(once(110));
  await page.context().close();
});

it('is not offered for replacement while what is kept cannot be read', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await loseAnswer(page, 1, 3);
  page.once('dialog', (asked) => void asked.accept());
  await page.addInitScript(() => {
    const open = (): never => {
      throw new DOMException('Internal error opening backing store.', 'UnknownError');
    };
    Object.defineProperty(indexedDB, 'open', { configurable: true, value: open });
  });
  await page.reload();
  await page.getByRole('alert').getByText('The import cannot be opened').waitFor();
  await expectGoodLooks(page);
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await page.evaluate(() => void Reflect.deleteProperty(indexedDB, 'open'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await isPhase(page, 'paused');
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(timesStored(dashboard, 3)).toEqual(once(3));
  await page.context().close();
});

it('is still there offline, when its page is opened once more', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await startImport(page, fileOf(...rows(3)));
  await isPhase(page, 'done');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Import' }).click();
  await isPhase(page, 'done');
  await page.context().close();
});
