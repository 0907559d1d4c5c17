/** An import: what is checked before anything is sent, what is sent, and what a person sees of it. */
import { expect, it } from '@jest/globals';
import { withBrowser } from './support/browser.js';
import { dashboardOfEachTest, token } from './support/dashboard.js';
import {
  choose,
  countsOf,
  downloaded,
  fileOf,
  isPhase,
  keptBy,
  names,
  once,
  openImport,
  rowOf,
  rows,
  slicesSentBy,
  startImport,
  timesStored,
} from './support/import.js';
import { expectGoodLooks } from './support/looks.js';
import { complaintsOf, writesTo } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

it('names five kinds of wrong rows before anything is sent, stores the others, and says what became of each', async () => {
  const dashboard = await started({ macs: 2 });
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  await expectGoodLooks(page);
  const wrong = [
    rowOf(901, { failedUpdateCount: 'three' }),
    rowOf(902, { totalUpdateCount: '' }),
    rowOf(903, { lastUpdatedDateTime: '2026-11-20' }),
    `${rowOf(904)},more`,
    rowOf(1),
  ];
  // The types are right; what is wrong is a rule of the gateway.
  const broken = rowOf(905, { displayName: '   ' });
  const overflowing = rowOf(906, { failedUpdateCount: '99999999999' });
  await choose(page, fileOf(...rows(150), ...wrong, broken, overflowing));

  await page.getByRole('heading', { name: '157 rows in lab.csv' }).waitFor();
  const problems = await page.getByRole('region', { name: 'To correct' }).getByRole('listitem').allInnerTexts();
  expect(problems).toEqual([
    'Row 152: Failed updates must be a whole number, in digits alone.',
    'Row 153: Updates in all must have a value, and the cell is empty.',
    'Row 154: Last report must be a complete date and time with an offset, such as 2026-11-27T08:30:00Z.',
    'Row 155: The row has more cells than there are headings.',
    'Row 156: The row is the same as row 2.',
  ]);
  expect(await page.locator('.preview tbody tr').count()).toBe(20);
  await expectGoodLooks(page);
  expect([sent, writesTo(dashboard)]).toEqual([[], []]);

  await page.getByRole('button', { name: 'Import the other 152' }).click();
  await isPhase(page, 'done');
  expect(await countsOf(page)).toEqual({
    Stored: '150',
    'To correct': '7',
    'Outcome unknown': '0',
    'Still to do': '0',
  });
  await page
    .getByRole('status')
    .getByText('The import is done. 157 of 157 rows have a result')
    .waitFor({ state: 'attached' });
  expect(timesStored(dashboard, 150)).toEqual(once(150));
  expect(dashboard.graph.accountSummaries().length).toBe(152);
  expect(dashboard.graph.accountSummaries().at(-1)).toMatchObject({
    lastUpdatedDateTime: '2026-11-20T08:30:15.1234567Z',
  });
  await page.getByLabel('Show').selectOption('To correct');
  const table = page.getByRole('table', { name: 'Results' });
  await table.getByText('Name of the report must contain a non-whitespace character.').waitFor();
  await table
    .getByText(/^Failed updates must be/)
    .last()
    .waitFor();
  await expectGoodLooks(page);

  const results = await downloaded(page, 'Download the results');
  expect(results.split('\r\n').length).toBe(158);
  expect(results).toContain(`\uFEFFRow,Result,Report ID,Explanation,${names.join(',')}`);
  expect(results).toContain('\r\n154,To correct,,"Last report must be');
  const corrected = (await downloaded(page, 'Download the rows to correct')).replace('three', '3');
  await page.getByRole('button', { name: 'Forget this import' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByRole('heading', { name: 'Choose a CSV file' }).waitFor();
  await startImport(page, corrected);
  await isPhase(page, 'done');
  expect(dashboard.graph.timesCreated({ deviceId: 'device-901' })).toBe(1);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('a file that cannot be imported is refused as a whole, with everything that is wrong with its headings', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await choose(page, 'displayName,serial\r\nReport,1');
  const alert = page.getByRole('alert', { name: 'This file cannot be imported' });
  await alert.waitFor();
  expect(await alert.getByRole('listitem').allInnerTexts()).toEqual([
    'The heading “serial” in column 2 is not a property of a report.',
    expect.stringMatching(/^These headings are missing: deviceId, userId, .*lastUpdatedDateTime\.$/),
  ]);
  await expectGoodLooks(page);
  await choose(page, Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
  await alert.getByText('The file is a workbook. In Excel, save it as').waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('takes a file that is dropped, and offers a template that can be imported', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  const template = await downloaded(page, 'Download a template');
  const text = `${template.replace(/^\uFEFF/, '')}${rowOf(1)},`;
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'lab.csv', { type: 'text/csv' }));
    return data;
  }, text);
  // Beside the zone nothing happens; the browser would open the file in place of the page.
  const isPrevented = await page.evaluate((dataTransfer) => {
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    document.querySelector('h1')?.dispatchEvent(drop);
    return drop.defaultPrevented;
  }, transfer);
  expect(isPrevented).toBe(true);
  const zone = page.getByRole('region', { name: 'Choose a CSV file' });
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  // Buttons go with what they have done, and the focus is never lost.
  await page.locator('h2:focus').getByText('1 row in lab.csv').waitFor();
  await page.getByRole('button', { name: 'Import 1 row' }).press('Enter');
  await page.locator('h2:focus').getByText('lab.csv: done').waitFor();
  expect(timesStored(dashboard, 1)).toEqual([1]);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('what one dashboard exports, another one imports: every report is the same', async () => {
  const source = await started({ macs: 130 });
  const [first, ...others] = source.graph.accountSummaries();
  Object.assign(first as object, { deviceName: '=HYPERLINK("x"), "the\nfirst"' });
  const reports = [first, ...others].filter((report) =>
    Object.values(report ?? {}).every((value) => value !== null && value !== ''),
  );
  const from = await browser.open(source.at('/macs'));
  await from.getByText('130 Macs', { exact: true }).waitFor();
  const exported = await downloaded(from, 'Export CSV');
  await from.context().close();
  await source.stop();

  const target = await started();
  const page = await openImport(browser, target);
  await startImport(page, exported);
  await isPhase(page, 'done');
  const byId = (all: readonly unknown[]) => (all as { id: string }[]).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const stored = byId(target.graph.accountSummaries()).map((report) => withoutChildren(report));
  expect(stored).toEqual(byId(reports).map((report) => withoutChildren(report)));
  expect(stored.length).toBeGreaterThan(100);
  await page.context().close();
});

const withoutChildren = (report: object): object =>
  Object.fromEntries(Object.entries(report).filter(([, value]) => typeof value !== 'object'));

it('a page that reads 50,000 rows stays usable, and shows few of them', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await choose(page, fileOf(...rows(50_000)));
  // The page answers with a frame and its text, again and again, until the file is read.
  const seen = await page.evaluate(async () => {
    const texts: string[] = [];
    while (!document.body.innerText.includes('50,000 rows in')) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      texts.push(document.querySelector('main')?.innerText ?? '');
    }
    return texts.length;
  });
  expect(seen).toBeGreaterThan(3);
  await page.getByRole('button', { name: 'Import 50,000 rows' }).waitFor();
  expect(await page.locator('.preview tbody tr').count()).toBe(20);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('a gateway without keys refuses the first rows: the page says why, and nothing is sent', async () => {
  const dashboard = await started({}, { IDEMPOTENCY_STORE: 'off' });
  const page = await openImport(browser, dashboard);
  const sent = slicesSentBy(page);
  await startImport(page, fileOf(...rows(250)));
  await isPhase(page, 'paused');
  const alert = page.getByRole('alert');
  await alert.getByText('This gateway is configured without idempotency keys; nothing was sent.').waitFor();
  await alert.getByText('An import goes only to a gateway that keeps a key for each row').waitFor();
  await expectGoodLooks(page);
  expect([sent.length, writesTo(dashboard)]).toEqual([1, []]);
  expect(await countsOf(page)).toMatchObject({ Stored: '0', 'Still to do': '250' });
  await page.context().close();
});

it('keeps rows until they are forgotten, and never the token', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await startImport(page, fileOf(...rows(3)));
  await isPhase(page, 'done');
  const kept = await keptBy(page);
  expect(kept).toContain('LAB-MBP-3');
  expect(kept).not.toContain(token);
  await page.reload();
  await isPhase(page, 'done');
  await page.getByRole('button', { name: 'Forget this import' }).click();
  await page.getByText('The same file, imported again, stores its reports again.').waitFor();
  await expectGoodLooks(page);
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByRole('heading', { name: 'Choose a CSV file' }).waitFor();
  expect(await keptBy(page)).not.toContain('LAB-MBP');
  await page.context().close();
});

it('forgets rows by itself after a week', async () => {
  const dashboard = await started();
  const page = await openImport(browser, dashboard);
  await startImport(page, fileOf(...rows(3)));
  await isPhase(page, 'done');
  await page.clock.setFixedTime(Date.now() + 7 * 24 * 60 * 60 * 1000);
  await page.reload();
  await page.getByRole('heading', { name: 'Choose a CSV file' }).waitFor();
  expect(await keptBy(page)).not.toContain('LAB-MBP');
  await page.context().close();
});
