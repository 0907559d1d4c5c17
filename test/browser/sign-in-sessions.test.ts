/** Sessions that end while a person works, and another person on the same page. */
import { expect, it } from '@jest/globals';
import { demoTenantId, userNamed } from '../../src/emulator/entra/index.js';
import { until } from '../support/until.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { aReport, fill, storeButton } from './support/report-form.js';
import { signInAs, signInOfEachTest, type SignedInDashboard } from './support/sign-in.js';

const browser = withBrowser();
const started = signInOfEachTest();

/** In seconds. MSAL renews a token that ends within five minutes before each use. */
const [soonRenewed, lasting] = [200, 3600];

const macs = (page: OpenPage) => page.getByText('12 Macs', { exact: true });
const go = (page: OpenPage, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();

/** The person's session is over at the authority, and the token in the page cannot be renewed. The next one lasts. */
async function meetsEndOfSession(dashboard: SignedInDashboard, page: OpenPage): Promise<void> {
  await page.getByRole('alert', { name: 'You are not signed in' }).first().waitFor();
  dashboard.authority.quirks.tokenLifetimeSeconds = lasting;
}

it('tokens are renewed without a window, and a person whose session has ended signs in again and goes on', async () => {
  const dashboard = await started();
  dashboard.authority.quirks.tokenLifetimeSeconds = soonRenewed;
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  const grants = () => dashboard.authority.requests.map(({ form }) => form['grant_type']);
  expect(grants()).toContain('refresh_token');

  dashboard.authority.endSessions();
  await page.reload();
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(await page.locator('.sign-in').innerText()).toBe('Sign in');
  await signInAs(page, 'Ada');
  await macs(page).waitFor();

  dashboard.authority.endSessions();
  await go(page, 'Overview');
  await meetsEndOfSession(dashboard, page);
  await signInAs(page, 'Ada');
  await page.getByText('Macs to look at first').waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.context().close();
});

it('another person on the same page reads everything again', async () => {
  const dashboard = await started();
  dashboard.authority.quirks.tokenLifetimeSeconds = soonRenewed;
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  dashboard.authority.endSessions();
  await go(page, 'Overview');
  await meetsEndOfSession(dashboard, page);
  await signInAs(page, 'Ben');
  await page.getByText('Macs to look at first').waitFor();
  expect(await page.locator('.account-name').innerText()).toBe('Ben');
  const before = dashboard.graph.requests.length;
  await go(page, 'Macs');
  await macs(page).waitFor();
  expect(new Set((await dashboard.callers()).slice(before))).toEqual(new Set([userNamed('ben', demoTenantId).oid]));
  await page.context().close();
});

it('a report that still waits to be stored is not sent again for another person', async () => {
  const dashboard = await started();
  dashboard.authority.quirks.tokenLifetimeSeconds = soonRenewed;
  const page = await browser.open(dashboard.at('/create'));
  await signInAs(page, 'Ada');
  await fill(page, aReport);
  let tries = 0;
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('CreateReport') !== true) return route.continue();
    tries += 1;
    if (tries > 1) return route.continue();
    const extensions = { code: 'IDEMPOTENCY_KEY_IN_USE', retryAfterSeconds: 60 };
    return route.fulfill({
      json: { data: null, errors: [{ message: 'Still running.', path: ['created'], extensions }] },
    });
  });
  await page.clock.install();
  await storeButton(page).click();
  await until(() => tries === 1);
  dashboard.authority.endSessions();
  await go(page, 'Overview');
  await page.getByRole('button', { name: 'Leave' }).click();
  await meetsEndOfSession(dashboard, page);
  await signInAs(page, 'Ben');
  await page.getByText('Macs to look at first').waitFor();
  await page.clock.runFor(120_000);
  await go(page, 'Macs');
  await macs(page).waitFor();
  expect(tries).toBe(1);
  await page.context().close();
});
