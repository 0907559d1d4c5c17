/** What each page must be in both themes, on a wide and on a narrow screen. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const looks = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const;

export const pixelsTooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** axe finds nothing, and nothing needs scrolling sideways. */
export async function expectGoodLooks(page: Page): Promise<void> {
  const before = page.viewportSize();
  const found: Record<string, unknown> = {};
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    found[`${colorScheme} ${width}`] = { violations: await violationsOf(page), tooWide: await pixelsTooWide(page) };
  }
  if (before) await page.setViewportSize(before);
  const fine = { violations: [], tooWide: 0 };
  expect(found).toEqual(Object.fromEntries(looks.map(([colorScheme, width]) => [`${colorScheme} ${width}`, fine])));
}
