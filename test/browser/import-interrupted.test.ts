/** Whatever interrupts an import: every row is stored, none twice. The counts are those of the emulated Graph. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser } from './support/browser.js';
import { cuttingProxy } from './support/cutting-proxy.js';
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
import { complaintsOf } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();
const count = 320;

it.each<[string, Partial<Quirks>]>([
  ['answers that Graph lost after it had stored the reports', { answersLost: 3 }],
  ['429 for calls, with a wait', { throttleCalls: 6, retryAfterSeconds: 1 }],
  ['429 for single rows, with a wait', { throttleItems: 70, retryAfterSeconds: 1 }],
  ['a Graph that is not available', { unavailableCalls: 3 }],
])('%s: the import waits or asks again, and each row is stored once', async (_what, quirks) => {
  const dashboard = await started({ quirks });
  const page = await openImport(browser, dashboard);
  await startImport(page, fileOf(...rows(count)));
  await isPhase(page, 'done');
  expect(timesStored(dashboard, count)).toEqual(once(count));
  expect(await countsOf(page)).toMatchObject({ Stored: `${count}`, 'Outcome unknown': '0' });
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('a wait that the gateway asks for counts down, and nothing is sent meanwhile', async () => {
  const dashboard = await started({ quirks: { throttleCalls: 99, retryAfterSeconds: 90 } });
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  await page.clock.install();
  await startImport(page, fileOf(...rows(20)));
  const timer = page.getByRole('timer');
  await timer.getByText(/^The import goes on in \d+ seconds\.$/).waitFor();
  const left = async (): Promise<number> => Number(/\d+/.exec(await timer.innerText())?.[0]);
  const before = await left();
  await expectGoodLooks(page);
  await page.clock.runFor(10_000);
  expect(await left()).toBeLessThanOrEqual(before - 10);
  expect(sent.length).toBe(1);
  await page.getByRole('status').getByText('It waits: Too many requests at the moment.').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Pause' }).click();
  await isPhase(page, 'paused');
  expect([sent.length, timesStored(dashboard, 20)]).toEqual([1, Array<number>(20).fill(0)]);
  await page.context().close();
});

it.each(['answered', 'sent'] as const)('a connection that is cut when a slice is %s doubles no row', async (when) => {
  const dashboard = await started();
  const proxy = await cuttingProxy(dashboard.url, 'ImportRows', when);
  try {
    const page = await openImport(browser, { at: (path) => new URL(path, proxy.url).href });
    await startImport(page, fileOf(...rows(count)));
    await isPhase(page, 'done');
    expect(timesStored(dashboard, count)).toEqual(once(count));
    expect(proxy.timesPassed()).toBeGreaterThan(4);
    await page.context().close();
  } finally {
    await proxy.stop();
  }
});

it('an answer that is lost on its way to the page is asked for again, with the same keys', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  await onSlice(page, 2, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await startImport(page, fileOf(...rows(count)));
  await isPhase(page, 'done');
  expect(sent[2]).toEqual(sent[1]);
  expect(timesStored(dashboard, count)).toEqual(once(count));
  const table = page.getByRole('table', { name: 'Results' });
  expect(await table.getAttribute('aria-rowcount')).toBe(`${count + 1}`);
  expect(await table.getByRole('row').count()).toBeLessThan(60);
  await page.context().close();
});

it('rows that are stored are not called unsent when the repeat that reads them is throttled', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await onSlice(page, 1, async (route) => {
    await route.fetch();
    Object.assign(dashboard.graph.quirks, { throttleCalls: 999, throttleItems: 999, retryAfterSeconds: 1 });
    await route.abort('connectionreset');
  });
  await startImport(page, fileOf(...rows(3)));
  await page.getByText('Too many requests at the moment.').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await isPhase(page, 'paused');
  expect(timesStored(dashboard, 3)).toEqual(once(3));
  expect(await page.getByRole('table', { name: 'Results' }).getByText('No answer yet').count()).toBe(3);
  Object.assign(dashboard.graph.quirks, { throttleCalls: 0, throttleItems: 0 });
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(timesStored(dashboard, 3)).toEqual(once(3));
  await page.context().close();
});

it('goes on by itself when the network is back', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const { isHeld, hold } = held();
  await onSlice(page, 2, async (route) => {
    await hold(route);
    await page.context().setOffline(true);
    await route.abort('internetdisconnected');
  });
  await startImport(page, fileOf(...rows(count)));
  await isHeld;
  await page.getByText('You are offline. The import goes on by itself.').waitFor();
  await expectGoodLooks(page);
  expect(timesStored(dashboard, 100)).toEqual(once(100));
  await page.context().setOffline(false);
  await isPhase(page, 'done');
  expect(timesStored(dashboard, count)).toEqual(once(count));
  await page.context().close();
});

it('asks before it is left while it runs, and goes on after a reload in the middle of a slice that was stored', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  const { isHeld, hold } = held();
  await onSlice(page, 2, async (route) => {
    await route.fetch();
    await hold(route);
  });
  await startImport(page, fileOf(...rows(count)));
  await isHeld;
  await page.getByRole('link', { name: 'Overview' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave the import?' });
  await dialog.waitFor();
  await expectGoodLooks(page);
  await dialog.getByRole('button', { name: 'Stay' }).click();

  page.once('dialog', (asked) => {
    expect(asked.type()).toBe('beforeunload');
    void asked.accept();
  });
  await page.reload();
  await isPhase(page, 'paused');
  await expectGoodLooks(page);
  expect(await countsOf(page)).toMatchObject({ Stored: '100', 'Still to do': '220' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(timesStored(dashboard, count)).toEqual(once(count));
  // The slice whose answer was lost has the keys that it had, and the one before is not sent again.
  expect(sent.map(({ inputs }) => inputs[0]?.deviceId)).toEqual([
    'device-1',
    'device-101',
    'device-101',
    'device-201',
    'device-301',
  ]);
  expect(sent[2]).toEqual(sent[1]);
  await page.context().close();
});

it('pauses after the slice that is on its way, and goes on from there', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  const { isHeld, hold } = held();
  let goOn = (): void => undefined;
  const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
  await onSlice(page, 2, async (route) => {
    await hold(route);
    await mayGoOn;
    await route.continue();
  });
  await startImport(page, fileOf(...rows(count)));
  await isHeld;
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await page.getByRole('button', { name: 'Pausing…' }).waitFor();
  goOn();
  await page.locator('h2:focus').getByText('lab.csv: paused').waitFor();
  expect([sent.length, timesStored(dashboard, 200)]).toEqual([2, once(200)]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await isPhase(page, 'done');
  expect(timesStored(dashboard, count)).toEqual(once(count));
  await page.context().close();
});

it('is in one tab at a time: another one waits, and then goes on', async () => {
  const dashboard = await started();
  const first = await openImport(browser, dashboard);
  const { isHeld, hold } = held();
  await onSlice(first, 2, hold);
  await startImport(first, fileOf(...rows(count)));
  await isHeld;
  const second = await first.context().newPage();
  await second.goto(dashboard.at('/import'));
  await second.getByText('The import is open in another tab.').waitFor();
  expect(await second.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  await first.close();
  await isPhase(second, 'paused');
  await second.getByRole('button', { name: 'Continue' }).click();
  await isPhase(second, 'done');
  expect(timesStored(dashboard, count)).toEqual(once(count));
  await second.context().close();
});
