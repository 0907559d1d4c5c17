/** The import, as a person does it. */
import { readFile } from 'node:fs/promises';
import type { Page, Route } from 'playwright-core';
import type { OpenPage, Pages } from './browser.js';
import type { Dashboard } from './dashboard.js';

export const names = [
  'displayName',
  'deviceName',
  'deviceId',
  'osVersion',
  'userPrincipalName',
  'userId',
  'totalUpdateCount',
  'successfulUpdateCount',
  'failedUpdateCount',
  'lastUpdatedDateTime',
] as const;

type Cells = Partial<Record<(typeof names)[number], string>>;

/** The cells of one row, as text for a file. */
export function rowOf(n: number, changes: Cells = {}): string {
  const cells: Required<Cells> = {
    displayName: `Report ${n}`,
    deviceName: `LAB-MBP-${n}`,
    deviceId: `device-${n}`,
    osVersion: '26.1',
    userPrincipalName: `user-${n}@contoso.com`,
    userId: `user-${n}`,
    totalUpdateCount: '7',
    successfulUpdateCount: '4',
    failedUpdateCount: '3',
    lastUpdatedDateTime: '2026-11-20T08:30:15.1234567Z',
    ...changes,
  };
  return names.map((name) => cells[name]).join(',');
}

export const fileOf = (...rows: readonly string[]): string => [names.join(','), ...rows].join('\r\n');

export const rows = (count: number): string[] => Array.from({ length: count }, (_, index) => rowOf(index + 1));

export async function openImport(browser: Pages, dashboard: { at(path: string): string }): Promise<OpenPage> {
  const page = await browser.open(dashboard.at('/import'));
  await page.getByRole('heading', { name: 'Choose a CSV file' }).waitFor();
  return page;
}

export async function choose(page: Page, text: string | Buffer, name = 'lab.csv'): Promise<void> {
  const buffer = typeof text === 'string' ? Buffer.from(text) : text;
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

/** Chooses a file, and imports what can be sent of it. */
export async function startImport(page: Page, text: string): Promise<void> {
  await choose(page, text);
  await page.getByRole('button', { name: /^Import / }).click();
}

export const isPhase = (page: Page, phase: 'running' | 'paused' | 'done'): Promise<void> =>
  page.getByRole('heading', { name: `lab.csv: ${phase}` }).waitFor();

/** How often the emulated Graph has stored each row. */
export const timesStored = (dashboard: Dashboard, count: number): number[] =>
  Array.from({ length: count }, (_, index) => dashboard.graph.timesCreated({ deviceId: `device-${index + 1}` }));

export const once = (count: number): number[] => Array<number>(count).fill(1);

interface Slice {
  readonly inputs: readonly { readonly deviceId: string }[];
  readonly idempotencyKeys: readonly string[];
}

/** The slices that the page itself sends. */
export function slicesSentBy(page: Page): Slice[] {
  const sent: Slice[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/graphql')) return;
    const { operationName, variables } = request.postDataJSON() as { operationName: string; variables: Slice };
    if (operationName === 'ImportRows') sent.push(variables);
  });
  return sent;
}

export async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

/** The numbers next to the progress bar, by their words. */
export async function countsOf(page: Page): Promise<Record<string, string>> {
  const texts = await page.locator('.import-counts > div').allInnerTexts();
  return Object.fromEntries(texts.map((text) => text.split(/\s*\n\s*/) as [string, string]));
}

/** Everything that the import keeps in the browser, as text. */
export const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const all: unknown[] = [];
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(`${name} does not open.`));
      });
      for (const store of database.objectStoreNames) {
        const reading = database.transaction(store).objectStore(store).getAll();
        all.push(await new Promise((resolve) => (reading.onsuccess = () => resolve(reading.result))));
      }
      database.close();
    }
    return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
  });

/** What happens to the page's nth slice instead of being sent. */
export async function onSlice(page: Page, nth: number, happens: (route: Route) => Promise<void>): Promise<void> {
  let slices = 0;
  await page.route('**/graphql', (route) => {
    const isSlice = route.request().postData()?.includes('"ImportRows"') === true;
    if (isSlice) slices += 1;
    return isSlice && slices === nth ? happens(route) : route.continue();
  });
}

/** The request never arrives, and the page learns nothing. Its route has to stay: without it the browser sends the request after all. */
export function held(): { readonly isHeld: Promise<void>; readonly hold: (route: Route) => Promise<void> } {
  let reached = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (reached = resolve));
  return { isHeld, hold: () => Promise.resolve(reached()) };
}
