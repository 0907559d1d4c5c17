/** A claims challenge of Graph, while a person is signed in: a further proof, and the operation once more. */
import { expect, it } from '@jest/globals';
import { demoTenantId, userNamed } from '../../src/emulator/entra/index.js';
import { until } from '../support/until.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { aReport, fill, isStored, storeButton } from './support/report-form.js';
import { blockWindows, signInAs, signInOfEachTest } from './support/sign-in.js';

const browser = withBrowser();
const started = signInOfEachTest();
const oidOf = (name: string): string => userNamed(name, demoTenantId).oid;
/** A page that reads in one operation, at its end. */
const oneMac = (page: OpenPage) => page.getByText('Identifiers', { exact: true });

async function challenged(times: number, prepare: (page: OpenPage) => Promise<void> = () => Promise.resolve()) {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/nowhere'));
  await signInAs(page, 'Ada');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await prepare(page);
  dashboard.graph.quirks.claimsChallenge = times;
  const answers: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/graphql')) answers.push(response.status());
  });
  const id = String(dashboard.graph.accountSummaries()[0]?.['id']);
  const open = (): Promise<void> =>
    page.evaluate((path) => {
      history.pushState(null, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/macs/${id}`);
  return { dashboard, page, answers, open };
}

it('the window opens by itself, and the operation is sent once more with the new token', async () => {
  const { dashboard, page, answers, open } = await challenged(1);
  const opened = page.waitForEvent('popup');
  await open();
  const window = await opened;
  await window.getByRole('link', { name: 'Confirm as Ada' }).click();
  await oneMac(page).waitFor();
  expect(answers).toEqual([401, 200]);
  const [first, second] = dashboard.graph.requests.map(({ headers }) => headers['authorization']);
  expect(second).not.toBe(first);
  expect(new Set(await dashboard.callers()).size).toBe(1);

  // The next operations have the new token as well.
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Macs to look at first').waitFor();
  expect(new Set(dashboard.graph.requests.slice(1).map(({ headers }) => headers['authorization']))).toEqual(
    new Set([second]),
  );
  // Chromium reports each 401 in the console.
  expect(page.complaints).toEqual([expect.stringContaining('401')]);
  await page.context().close();
});

it('a second challenge is not answered again: the page offers to try again', async () => {
  const { page, answers, open } = await challenged(2);
  const opened = page.waitForEvent('popup');
  await open();
  await (await opened).getByRole('link', { name: 'Confirm as Ada' }).click();
  await page.getByRole('alert', { name: 'A further proof is required' }).waitFor();
  expect(answers).toEqual([401, 401]);
  await page.context().close();
});

it('a blocked window shows a button, which opens it', async () => {
  const { page, answers, open } = await challenged(1, blockWindows);
  await open();
  const dialog = page.getByRole('dialog', { name: 'A further proof is required' });
  await dialog.waitFor();
  await blockWindows(page, false);
  const opened = page.waitForEvent('popup');
  await dialog.getByRole('button', { name: 'Open the window' }).click();
  await (await opened).getByRole('link', { name: 'Confirm as Ada' }).click();
  await oneMac(page).waitFor();
  await dialog.waitFor({ state: 'hidden' });
  expect(answers).toEqual([401, 200]);
  await page.context().close();
});

it.each(['Not now', 'Escape'])(
  'a person who refuses the proof (%s) sees the challenge; nothing is sent again until they try again',
  async (how) => {
    const { page, answers, open } = await challenged(1, blockWindows);
    await open();
    const dialog = page.getByRole('dialog', { name: 'A further proof is required' });
    await dialog.waitFor();
    if (how === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('alert', { name: 'A further proof is required' }).waitFor();
    await dialog.waitFor({ state: 'hidden' });
    expect(answers).toEqual([401]);

    await page.getByRole('button', { name: 'Try again' }).click();
    await oneMac(page).waitFor();
    expect(answers).toEqual([401, 200]);
    await page.context().close();
  },
);

it('a person who has closed the window opens it again', async () => {
  const { page, answers, open } = await challenged(1);
  const opened = page.waitForEvent('popup');
  await open();
  const window = await opened;
  await window.getByRole('link', { name: 'Confirm as Ada' }).waitFor();
  await window.close();
  const again = page.waitForEvent('popup');
  await page.getByRole('dialog').getByRole('button', { name: 'Open the window again' }).click();
  await (await again).getByRole('link', { name: 'Confirm as Ada' }).click();
  await oneMac(page).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(answers).toEqual([401, 200]);
  await page.context().close();
});

it('an operation of one person is not sent again for another, who signs in in the window of the proof', async () => {
  const { dashboard, page, open } = await challenged(1);
  const before = dashboard.graph.requests.length;
  const opened = page.waitForEvent('popup');
  await open();
  const link = (await opened).getByRole('link', { name: 'Confirm as Ada' });
  await link.evaluate((anchor: HTMLAnchorElement) => (anchor.href = anchor.href.replace('choice=ada', 'choice=ben')));
  await link.click();
  // The page is Ben's now, and reads for Ben what the address names.
  await page.locator('.account-name').getByText('Ben').waitFor();
  await oneMac(page).waitFor();
  const calls = dashboard.graph.requests.slice(before);
  expect(calls.length).toBeGreaterThan(1);
  expect(new Set((await dashboard.callers()).slice(before))).toEqual(new Set([oidOf('ada'), oidOf('ben')]));
  expect((await dashboard.callers()).slice(before + 1)).not.toContain(oidOf('ada'));
  await page.context().close();
});

it('a new report that is challenged is sent once more, and stored once', async () => {
  const { dashboard, page, answers } = await challenged(0);
  const before = dashboard.graph.accountSummaries().length;
  await page.getByRole('link', { name: 'New report' }).click();
  await fill(page, aReport);
  dashboard.graph.quirks.claimsChallenge = 1;
  const opened = page.waitForEvent('popup');
  await storeButton(page).click();
  await (await opened).getByRole('link', { name: 'Confirm as Ada' }).click();
  await isStored(page);
  expect(answers.slice(0, 2)).toEqual([401, 200]);
  expect(dashboard.graph.accountSummaries()).toHaveLength(before + 1);
  expect(await dashboard.callers()).toContain(oidOf('ada'));
  await page.context().close();
});

it('a new report whose proof was refused keeps what was typed, and asks again with the next try', async () => {
  const { dashboard, page } = await challenged(0, blockWindows);
  const before = dashboard.graph.accountSummaries().length;
  await page.getByRole('link', { name: 'New report' }).click();
  await fill(page, aReport);
  dashboard.graph.quirks.claimsChallenge = 1;
  await storeButton(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();
  const alert = page.getByRole('alert', { name: 'A further proof is required' });
  await alert.waitFor();
  expect(await alert.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
  expect(dashboard.graph.accountSummaries()).toHaveLength(before);
  await storeButton(page).click();
  await isStored(page);
  expect(dashboard.graph.accountSummaries()).toHaveLength(before + 1);
  await page.context().close();
});

it('operations that are challenged together wait for one window', async () => {
  const { page, answers } = await challenged(0);
  let windows = 0;
  await page.exposeFunction('countWindow', () => (windows += 1));
  await page.evaluate(() => {
    window.open = () => {
      (window as unknown as { countWindow(): void }).countWindow();
      return null;
    };
  });
  const error = {
    message: 'No.',
    extensions: { code: 'UNAUTHENTICATED', requestId: 'r-1', claims: btoa('{"access_token":{"acrs":{"value":"c1"}}}') },
  };
  await page.route('**/graphql', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/graphql-response+json',
      body: JSON.stringify({ errors: [error] }),
    }),
  );
  await page.getByRole('navigation').getByRole('link', { name: 'Macs' }).click();
  await page.getByRole('dialog', { name: 'A further proof is required' }).waitFor();
  await until(() => answers.length > 1);
  expect([answers.length, windows]).toEqual([2, 1]);
  await page.context().close();
});
