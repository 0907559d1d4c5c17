/** An import where people sign in. */
import { expect, it } from '@jest/globals';
import { withBrowser, type OpenPage } from './support/browser.js';
import { choose, fileOf, isPhase, keptBy, once, rows, slicesSentBy, startImport } from './support/import.js';
import { expectGoodLooks } from './support/looks.js';
import { signInAs, signInOfEachTest } from './support/sign-in.js';

const browser = withBrowser();
const started = signInOfEachTest();

async function openAs(page: OpenPage, name: 'Ada' | 'Ben'): Promise<void> {
  await signInAs(page, name);
  await page.getByRole('heading', { name: 'Import', level: 1 }).waitFor();
}

it('a person who may write imports; the import is kept for that person alone, without the token', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/import'));
  await openAs(page, 'Ada');
  await startImport(page, fileOf(...rows(120)));
  await isPhase(page, 'done');
  const stored = Array.from({ length: 120 }, (_, n) => dashboard.graph.timesCreated({ deviceId: `device-${n + 1}` }));
  expect(stored).toEqual(once(120));
  const [kept] = JSON.parse(await keptBy(page)) as [unknown];
  expect(JSON.stringify(kept)).not.toMatch(/eyJ|Bearer|Ada/);
  await page.reload();
  await isPhase(page, 'done');
  await page.context().close();
});

it('a reader does not see the import', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/import'));
  await openAs(page, 'Ben');
  await page.getByText('You may read reports, but not store new ones.').waitFor();
  expect(await page.getByRole('link', { name: 'Import' }).count()).toBe(0);
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await page.context().close();
});

it('an import of another account is not shown, and can only be forgotten', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/import'));
  await openAs(page, 'Ada');
  await choose(page, fileOf(...rows(2)));
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await isPhase(page, 'done');
  await page.evaluate(async () => {
    // As another account would have left it.
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('import');
      opening.onsuccess = () => resolve(opening.result);
    });
    const store = database.transaction('heads', 'readwrite').objectStore('heads');
    const reading = store.get('import');
    await new Promise((resolve) => (reading.onsuccess = resolve));
    const writing = store.put({ ...(reading.result as object), owner: 'digest-of-another-account' }, 'import');
    await new Promise((resolve) => (writing.onsuccess = resolve));
    database.close();
  });
  await page.reload();
  await page.getByRole('heading', { name: 'An import of another person' }).waitFor();
  expect(await page.getByText('LAB-MBP').count()).toBe(0);
  await expectGoodLooks(page);
  await page.getByRole('button', { name: 'Forget this import' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByRole('heading', { name: 'Choose a CSV file' }).waitFor();
  await page.context().close();
});

it('a claims challenge in the middle is answered by the person, and the slice is sent once more with its keys', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/import'));
  await openAs(page, 'Ada');
  const sent = slicesSentBy(page);
  dashboard.graph.quirks.claimsChallenge = 5;
  const window = page.waitForEvent('popup');
  await startImport(page, fileOf(...rows(40)));
  const opened = await window;
  dashboard.graph.quirks.claimsChallenge = 0;
  await opened.getByRole('link', { name: 'Ada' }).click();
  await isPhase(page, 'done');
  expect(sent.length).toBeGreaterThan(1);
  expect(sent[1]).toEqual(sent[0]);
  const stored = Array.from({ length: 40 }, (_, n) => dashboard.graph.timesCreated({ deviceId: `device-${n + 1}` }));
  expect(stored).toEqual(once(40));
  await page.context().close();
});
