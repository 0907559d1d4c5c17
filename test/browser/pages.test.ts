/** Each page of the dashboard, in both themes and on a wide and a narrow screen. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { withBrowser } from './support/browser.js';
import { startDashboard, type Dashboard } from './support/dashboard.js';
import { expectGoodLooks, pixelsTooWide, violationsOf } from './support/looks.js';

const browser = withBrowser();
let dashboard: Dashboard;
let failing = '';
beforeAll(async () => {
  dashboard = await startDashboard({ macs: 60 });
  const worst = dashboard.graph
    .accountSummaries()
    .toSorted((a, b) => Number(b['failedUpdateCount']) - Number(a['failedUpdateCount']))[0];
  failing = `/macs/${String(worst?.['id'])}`;
});
afterAll(() => dashboard.stop());

/** The address, the title, and a text that is there once the page has read everything. */
const pages: readonly (readonly [name: string, path: () => string, heading: RegExp, last: string])[] = [
  ['overview', () => '/', /^Overview$/, 'Macs to look at first'],
  ['all Macs', () => '/macs', /^Macs$/, '60 Macs'],
  ['filtered Macs', () => '/macs?failing=1&reason=downloadFailed', /^Macs$/, 'with failed updates'],
  ['no Mac matches', () => '/macs?q=nothing-has-this-name', /^Macs$/, 'No Mac matches'],
  ['one Mac', () => failing, /-MBP-/, 'Identifiers'],
  ['a new report', () => '/create', /^New report$/, 'Store the report'],
  ['an import', () => '/import', /^Import$/, 'Choose a CSV file'],
  ['a Mac that does not exist', () => '/macs/absent', /^Mac$/, 'This report does not exist'],
  ['an address that does not exist', () => '/nowhere', /^Page not found$/, 'There is nothing at this address'],
];
it.each(pages)(
  'the page of %s is accessible, quiet and fits, in both themes, wide and narrow',
  async (_name, path, heading, last) => {
    const page = await browser.open(dashboard.at(path()));
    await page.getByText(last, { exact: false }).first().waitFor();
    expect(await page.locator('h1').innerText()).toMatch(heading);
    expect(await page.title()).toBe(`${await page.locator('h1').innerText()} – macOS updates`);
    // Charts offer their numbers.
    for (const summary of await page.locator('summary').all()) await summary.click();

    await expectGoodLooks(page);
    expect(page.complaints).toEqual([]);
    await page.context().close();
  },
);

it('these checks find what they look for', async () => {
  const page = await browser.open(dashboard.at('/nowhere'));
  await page.locator('h1').waitFor();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/favicon.svg" width="3000">');
    const inline = document.createElement('script');
    inline.textContent = 'document.title = "changed"';
    document.body.append(inline);
    return fetch('https://graph.microsoft.com/').catch(() => undefined);
  });
  expect(await violationsOf(page)).toContainEqual(expect.stringMatching(/^image-alt: /));
  expect(await pixelsTooWide(page)).toBeGreaterThan(1000);
  expect(page.complaints.filter((text) => text.includes('Content Security Policy'))).not.toEqual([]);
  expect(page.complaints.join()).toContain('graph.microsoft.com');
  expect(await page.title()).not.toBe('changed');
  await page.context().close();
});

it('a page of the dashboard has a strict policy, and its parts are cached for as long as they may be', async () => {
  const page = await fetch(dashboard.at('/macs/any'), { headers: { accept: 'text/html' } });
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
  const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(await page.text()) ?? [];
  const asset = await fetch(dashboard.at(script));
  expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  await asset.arrayBuffer();
});

it('the gateway answers paths that are not pages as it does without the dashboard', async () => {
  const missing = await fetch(dashboard.at('/assets/absent.js'));
  expect([missing.status, await missing.json()]).toMatchObject([
    404,
    { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
  ]);
  const alive = await fetch(dashboard.at('/live'));
  expect(alive.status).toBe(200);
  await alive.arrayBuffer();
});
