/** What a person sees of the sign-in: the dashboard's part and the pages of the local authority. */
import { expect, it } from '@jest/globals';
import { withBrowser } from './support/browser.js';
import { expectGoodLooks } from './support/looks.js';
import { blockWindows, signInAs, signInOfEachTest } from './support/sign-in.js';

const browser = withBrowser();
const started = signInOfEachTest();

it('the signed-out page, the choice of an account and the head of the page are accessible and fit', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/'));
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  await expectGoodLooks(page);
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const window = await opened;
  await window.getByRole('heading', { name: 'Choose an account' }).waitFor();
  await expectGoodLooks(window);
  await expectGoodLooks(page);
  await window.getByRole('link', { name: 'Ben' }).click();
  await page.getByText('Macs to look at first').waitFor();
  await expectGoodLooks(page);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('the pages of a missing consent are accessible and fit', async () => {
  const dashboard = await started('forward', (found) => ({
    ...found,
    scopes: ['https://graph.microsoft.com/DeviceManagementConfiguration.ReadWrite.All'],
  }));
  const page = await browser.open('about:blank');
  await blockWindows(page);
  await page.goto(dashboard.at('/'));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Ben' }).click();
  await page.getByRole('link', { name: 'Return to the application' }).waitFor();
  await expectGoodLooks(page);
  await page.getByRole('link', { name: 'Return to the application' }).click();
  await page.getByRole('heading', { name: 'A permission was not granted' }).waitFor();
  await expectGoodLooks(page);
  await page.context().close();
});

it('the dialog for a further proof is accessible and fits', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/nowhere'));
  await signInAs(page, 'Ada');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await blockWindows(page);
  dashboard.graph.quirks.claimsChallenge = 1;
  await page.getByRole('navigation').getByRole('link', { name: 'Macs' }).click();
  await page.getByRole('dialog').waitFor();
  await expectGoodLooks(page);
  await page.context().close();
});

it('each page keeps other windows away, but the one on which a sign-in ends has no opener policy', async () => {
  const dashboard = await started();
  const headOf = async (path: string): Promise<Headers> => {
    const response = await fetch(dashboard.at(path), { headers: { accept: 'text/html' } });
    await response.arrayBuffer();
    return response.headers;
  };
  const authority = dashboard.authority.plain?.url;
  for (const path of ['/', '/macs', '/redirect.html']) {
    expect((await headOf(path)).get('content-security-policy')).toContain(`;connect-src 'self' ${authority};`);
  }
  expect((await headOf('/macs')).get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
  expect((await headOf('/redirect.html')).get('cross-origin-opener-policy')).toBeNull();
});

it('the page on which a sign-in ends leads to the overview when it is opened by hand', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/redirect.html'));
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(page.url()).toBe(dashboard.at('/'));
  expect(page.complaints).toEqual([]);
  await page.context().close();
});
