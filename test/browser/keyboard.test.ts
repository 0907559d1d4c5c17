/** From the overview to one Mac with the keyboard alone. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { withBrowser, type OpenPage } from './support/browser.js';
import { startDashboard, type Dashboard } from './support/dashboard.js';
import { aReport } from './support/report-form.js';

const browser = withBrowser();
let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ macs: 200 });
});
afterAll(() => dashboard.stop());

/** Presses Tab until this element has the focus. */
async function tabTo(page: OpenPage, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
    if (name.test(text)) return;
    seen.push(text.slice(0, 40));
  }
  throw new Error(`Tab reaches no element like ${String(name)}; it reaches ${seen.join(' | ')}`);
}
const focused = (page: OpenPage): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

it('a person reaches the content first, opens the failing Macs, and goes through them to one', async () => {
  const page = await browser.open(dashboard.at('/'));
  await page.getByText('Macs to look at first').waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toContain('Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, /^With failed updates/);
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Macs', level: 1 }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.getByRole('table').waitFor();
  await tabTo(page, /^Macs$/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-index') === '1');
  const name = await focused(page);
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByText('Identifiers').waitFor();
  await tabTo(page, /^Identifiers$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copy the report id' }).waitFor();
  await tabTo(page, /^Copy the report id$/);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('a person stores a report, sees it, and deletes it', async () => {
  const page = await browser.open(dashboard.at('/'));
  await page.getByText('Macs to look at first').waitFor();
  await tabTo(page, /^New report$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New report', level: 1 }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  for (const value of Object.values(aReport).slice(0, -1)) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(value);
  }
  await tabTo(page, /^Store the report$/);
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: aReport.deviceName, level: 1 }).waitFor();
  await page.getByText('The report is stored.').waitFor();
  await page.getByText('Identifiers').waitFor();
  const stored = dashboard.graph.accountSummaries().at(-1);
  expect(stored).toMatchObject({ displayName: aReport.displayName, userId: aReport.userId, failedUpdateCount: 3 });

  await tabTo(page, /^Delete$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await focused(page)).toBe('Cancel');
  await tabTo(page, /^Delete$/);
  await page.keyboard.press('Enter');
  await page.getByText('The report is deleted.').waitFor();
  await page.getByText('200 Macs', { exact: true }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('each focused element has a visible outline', async () => {
  const page = await browser.open(dashboard.at('/macs'));
  await page.getByText('200 Macs', { exact: true }).waitFor();
  for (let presses = 0; presses < 16; presses += 1) {
    await page.keyboard.press('Tab');
    const outlined = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const widths = [getComputedStyle(element), getComputedStyle(element, '::after')].map((style) =>
        style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
      );
      return { name: element.textContent, width: Math.max(...widths) };
    });
    expect(outlined.width).toBeGreaterThanOrEqual(2);
  }
  await page.context().close();
});

it('nothing moves for a person who wants no motion', async () => {
  const page = await browser.open(dashboard.at('/'), { reducedMotion: 'reduce' });
  await page.getByText('Macs to look at first').waitFor();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.context().close();
});
