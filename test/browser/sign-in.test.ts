/** Sign-in with the local authority: in a window, on the page itself, as a reader, and out again. */
import { expect, it } from '@jest/globals';
import { callingClientId, demoTenantId, userNamed } from '../../src/emulator/entra/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { startDashboard } from './support/dashboard.js';
import { blockWindows, signInAs, signInOfEachTest, storedIn } from './support/sign-in.js';

const browser = withBrowser();
const started = signInOfEachTest();

const oidOf = (name: string): string => userNamed(name, demoTenantId).oid;
const macs = (page: OpenPage) => page.getByText('12 Macs', { exact: true });
const graphScope = (name: string): string => `https://graph.microsoft.com/DeviceManagementConfiguration.${name}.All`;

it.each([
  ['Ada', false],
  ['Ben', true],
] as const)(
  '%s signs in in a window, and Graph is called for exactly this person; read only: %s',
  async (name, isReader) => {
    const dashboard = await started();
    const page = await browser.open(dashboard.at('/macs'));
    await page.getByRole('heading', { name: 'Signed out' }).waitFor();
    await signInAs(page, name);
    await macs(page).waitFor();
    expect(await page.locator('.account-name').innerText()).toBe(name);
    expect(await page.locator('.account').getByText('read only').count()).toBe(isReader ? 1 : 0);
    expect(new Set(await dashboard.callers())).toEqual(new Set([oidOf(name.toLowerCase())]));
    expect(page.complaints).toEqual([]);
    await page.context().close();
  },
);

it.each([
  ['Ada', 1],
  ['Ben', 0],
] as const)('%s sees %i of each control that writes', async (name, count) => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at(`/macs/${String(dashboard.graph.accountSummaries()[0]?.['id'])}`));
  await signInAs(page, name);
  await page.getByText('Identifiers', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'New report' }).count()).toBe(count);
  for (const button of ['Edit', 'Delete']) {
    expect(await page.getByRole('button', { name: button }).count()).toBe(count);
  }
  await page.goto(dashboard.at('/create'));
  await page.getByText(count === 1 ? 'Store the report' : 'You may read reports, but not store new ones.').waitFor();
  await page.context().close();
});

it('tokens are in the storage of this tab alone, and in no log', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  const secrets = await page.evaluate(() =>
    Object.values<string>(sessionStorage)
      .map((text) => (text.startsWith('{') ? (JSON.parse(text) as { secret?: string }).secret : undefined))
      .filter((secret) => secret !== undefined),
  );
  // An access token, an ID token and a refresh token.
  expect(secrets).toHaveLength(3);
  const elsewhere = (await storedIn(page)) + page.url() + dashboard.log();
  for (const secret of secrets) expect(elsewhere).not.toContain(secret);
  expect(elsewhere).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
  await page.context().close();
});

it('a reload keeps the person, and another tab does not', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ben');
  await macs(page).waitFor();
  await page.reload();
  await macs(page).waitFor();
  expect(await page.locator('.account').innerText()).toMatch(/Ben[^]*read only/);
  const other = await page.context().newPage();
  await other.goto(dashboard.at('/macs'));
  await other.getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('signing out empties the storage, and ends the session at the authority', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  const ended = page.waitForRequest((request) => request.url().includes('/oauth2/v2.0/logout'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await ended;
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(new URL(page.url()).origin + '/').toBe(dashboard.at('/'));
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('secret');
  await page.reload();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('where windows are blocked, the page itself goes to the authority and comes back to where it was', async () => {
  const dashboard = await started();
  const page = await browser.open('about:blank');
  await blockWindows(page);
  await page.goto(dashboard.at('/macs?sort=deviceName.ASC'));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Ben' }).click();
  await macs(page).waitFor();
  expect(page.url()).toBe(dashboard.at('/macs?sort=deviceName.ASC'));
  expect(new Set(await dashboard.callers())).toEqual(new Set([oidOf('ben')]));
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('a person who has closed the window opens another one', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/macs'));
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const window = await opened;
  await window.getByRole('link', { name: 'Ada' }).waitFor();
  await window.close();
  await page.getByText('Go on in the window that has opened.').waitFor();
  await signInAs(page, 'Ada', 'Open the window again');
  await macs(page).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('a window that the browser does not close says that the person can close it', async () => {
  const dashboard = await started();
  const state = btoa(JSON.stringify({ id: 'one', meta: { interactionType: 'popup' } }));
  const page = await browser.open(dashboard.at(`/redirect.html#code=a-code&state=${state}`));
  await page.getByRole('heading', { name: 'You can close this window' }).waitFor();
  // Nothing of the answer stays in the history of the browser.
  expect(page.url()).toBe(dashboard.at('/redirect.html'));
  expect(page.complaints).toEqual([expect.stringContaining('Scripts may close only')]);
  await page.context().close();
});

it('an authority that the page discovers over HTTPS, without a metadata document', async () => {
  const dashboard = await started('on-behalf-of', ({ authorityMetadata: _, ...found }, { url }) => ({
    ...found,
    connectTo: url,
  }));
  const page = await browser.open(dashboard.at('/macs'), { ignoreHTTPSErrors: true });
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  expect(dashboard.authority.reads).toContain(`/${demoTenantId}/v2.0/.well-known/openid-configuration`);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('in forward mode the page gets a token for Graph, which sees the page as the application', async () => {
  const dashboard = await started('forward', (found) => ({ ...found, ...forGraph([graphScope('ReadWrite')]) }));
  const page = await browser.open(dashboard.at('/macs'));
  await signInAs(page, 'Ada');
  await macs(page).waitFor();
  expect(await page.locator('.account').innerText()).not.toContain('read only');
  const authorization = String(dashboard.graph.requests.at(-1)?.headers['authorization']);
  expect(await dashboard.authority.graphIdentityOf(authorization)).toEqual({
    tenantId: demoTenantId,
    objectId: oidOf('ada'),
    clientId: callingClientId,
    scopes: ['DeviceManagementConfiguration.ReadWrite.All'],
  });
  await page.context().close();
});

const forGraph = (scopes: readonly string[]) => ({
  scopes,
  writePermissions: ['DeviceManagementConfiguration.ReadWrite.All'],
});

it.each(['in a window', 'on the page itself'])('a missing consent names the permissions: %s', async (where) => {
  const dashboard = await started('forward', (found) => ({ ...found, ...forGraph([graphScope('ReadWrite')]) }));
  const page = await browser.open('about:blank');
  if (where === 'on the page itself') await blockWindows(page);
  await page.goto(dashboard.at('/'));
  const opened = where === 'in a window' ? page.waitForEvent('popup') : undefined;
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const window = (await opened) ?? page;
  await window.getByRole('link', { name: 'Ben' }).click();
  await window.getByRole('heading', { name: 'An administrator must approve' }).waitFor();
  await window.getByRole('link', { name: 'Return to the application' }).click();
  const news = page.locator('.sign-in');
  await news.getByRole('heading', { name: 'A permission was not granted' }).waitFor();
  expect(await news.innerText()).toMatch(/DeviceManagementConfiguration\.ReadWrite\.All[^]*Ask an administrator/);
  expect(page.complaints).toEqual([]);

  await page.evaluate(() => sessionStorage.clear());
  await page.context().close();
});

it('an authority that fails is named with its sentence', async () => {
  const dashboard = await started();
  const page = await browser.open(dashboard.at('/'));
  Object.assign(dashboard.authority.quirks, { status: 503 });
  await signInAs(page, 'Ada');
  await page.getByRole('heading', { name: 'The sign-in failed' }).waitFor();
  expect(await page.locator('.sign-in').innerText()).toMatch(/The sign-in failed[^]*AADSTS90033: A transient error/);
  Object.assign(dashboard.authority.quirks, { status: 0 });
  await signInAs(page, 'Ada');
  await page.getByText('Macs to look at first').waitFor();
  await page.context().close();
});

it('without a client id the page loads no part of MSAL', async () => {
  const demo = await startDashboard({ macs: 12 });
  const page = await browser.open('about:blank');
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(demo.at('/macs'));
  await macs(page).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Macs to look at first').waitFor();
  expect(loaded.filter((url) => url.includes('/assets/')).length).toBeGreaterThan(3);
  expect(loaded.filter((url) => /microsoft|login|redirect/.test(url))).toEqual([]);
  await page.context().close();
  await demo.stop();
});

it.each([
  [{ clientId: 1 }, 'clientId in /config.json must be the id of an application.'],
  [{ authority: 'http://login.example/a' }, 'authority in /config.json must be like https://'],
  [{ scopes: [] }, 'scopes in /config.json must have at least one scope.'],
  [{ scopes: 'a' }, 'scopes in /config.json must be a list of texts.'],
])('a configuration with %j is refused with a sentence', async (fault, sentence) => {
  const dashboard = await started();
  const page = await browser.open('about:blank');
  await page.route('**/config.json', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...((await response.json()) as object), ...fault } });
  });
  await page.goto(dashboard.at('/'));
  expect(await page.getByRole('alert').innerText()).toContain(sentence);
  await page.context().close();
});
