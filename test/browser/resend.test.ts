/** Chromium sends a request once more by itself if a connection that was used before ends without an answer. */
import { expect, it } from '@jest/globals';
import { withBrowser } from './support/browser.js';
import { cuttingProxy } from './support/cutting-proxy.js';
import { dashboardOfEachTest } from './support/dashboard.js';
import { aReport, fill, sentBy, storeButton } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

it.each([
  ['after the write, before its answer arrives', 'answered'],
  ['while the write is on its way', 'sent'],
] as const)('a connection that is cut %s doubles no report, and the person sees it', async (_when, when) => {
  const dashboard = await started();
  const proxy = await cuttingProxy(dashboard.url, 'CreateReport', when);
  try {
    const page = await browser.open(new URL('/create', proxy.url).href);
    const sent = sentBy(page, 'CreateReport');
    await fill(page, aReport);
    await storeButton(page).click();
    await page.getByText('The report is stored.').waitFor();
    await page.getByRole('heading', { name: aReport.deviceName, level: 1 }).waitFor();
    expect(dashboard.graph.timesCreated({ displayName: aReport.displayName })).toBe(1);
    // The page sent one; the other is the browser's own. If that finds the first one still running, the page sends again.
    expect(proxy.timesPassed()).toBeGreaterThan(1);
    if (when === 'answered') expect([sent.length, proxy.timesPassed()]).toEqual([1, 2]);
    expect(new Set(sent.map(({ variables }) => variables.idempotencyKey)).size).toBe(1);
    await page.context().close();
  } finally {
    await proxy.stop();
  }
});
