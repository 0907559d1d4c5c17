/** The table of all Macs: 3,000 of them, filters in the address, and the file for spreadsheets. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Row } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { startDashboard, type Dashboard } from './support/dashboard.js';

const browser = withBrowser();
const most = 3000;
let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ macs: most });
});
afterAll(() => dashboard.stop());

const rowsOf = (page: OpenPage): Promise<number> => page.locator('[role=row]').count();
const nameOf = (row: Row | undefined): unknown => row?.['deviceName'] ?? row?.['displayName'];

async function opened(path: string, count: string): Promise<OpenPage> {
  const page = await browser.open(dashboard.at(path));
  await page.getByRole('status').getByText(count, { exact: true }).waitFor();
  return page;
}

describe('3,000 Macs', () => {
  it('are read in three calls, and fewer than 60 rows are in the document while they scroll to the last', async () => {
    const before = dashboard.graph.requests.length;
    const page = await opened('/macs?sort=lastUpdatedDateTime.DESC', '3,000 Macs');
    const listed = dashboard.graph.requests
      .slice(before)
      .filter(({ path }) => /orderby=lastUpdatedDateTime%20desc/i.test(path));
    expect(listed).toHaveLength(3);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('3001');
    expect(await rowsOf(page)).toBeLessThan(60);

    await page.getByRole('table').focus();
    await page.keyboard.press('End');
    const oldest = dashboard.graph
      .accountSummaries()
      .toSorted(
        (a, b) => Date.parse(String(a['lastUpdatedDateTime'])) - Date.parse(String(b['lastUpdatedDateTime'])),
      )[0];
    const last = page.locator(`[aria-rowindex="${most + 1}"]`);
    await last.waitFor();
    expect(await last.locator('a').innerText()).toBe(nameOf(oldest));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-index') === '2999');
    expect(await rowsOf(page)).toBeLessThan(60);
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });
});

describe('the address', () => {
  it('keeps filters, search and order over a reload, and takes back one filter at a time', async () => {
    const failing = dashboard.graph.accountSummaries().filter(({ failedUpdateCount }) => Number(failedUpdateCount) > 0);
    const both = failing.filter(({ osVersion }) => osVersion === '15.6');
    const named = both.filter((row) => String(row['displayName']).includes('Legal-'));
    expect(named.length).toBeGreaterThan(1);
    const number = (rows: readonly Row[]): string => rows.length.toLocaleString('en');
    const page = await opened('/macs', '3,000 Macs');

    await page.getByRole('button', { name: 'With failed updates' }).click();
    await page.getByText(`${number(failing)} Macs`, { exact: true }).waitFor();
    await page.getByLabel('macOS version').selectOption('15.6');
    await page.getByText(`${number(both)} Macs`, { exact: true }).waitFor();
    await page.getByRole('columnheader', { name: 'Mac', exact: true }).getByRole('button').click();
    // As a person types: the caret stays where it is, and no letter is lost.
    const search = page.getByRole('searchbox');
    await search.pressSequentially('lgal-');
    await search.press('Home');
    await search.press('ArrowRight');
    await search.pressSequentially('e');
    expect(await search.inputValue()).toBe('legal-');
    await page.getByText(`${number(named)} of ${number(both)} Macs`, { exact: true }).waitFor();
    const state = { q: 'legal-', failing: '1', version: '15.6', sort: 'deviceName.ASC' };
    const params = (): Record<string, string> => Object.fromEntries(new URL(page.url()).searchParams);
    expect(params()).toEqual(state);

    await page.reload();
    await page.getByText(`${number(named)} of ${number(both)} Macs`, { exact: true }).waitFor();
    expect(params()).toEqual(state);
    expect(await page.getByRole('searchbox').inputValue()).toBe('legal-');
    expect(await page.getByRole('columnheader', { name: 'Mac', exact: true }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    expect(await page.getByRole('button', { name: 'With failed updates' }).getAttribute('aria-pressed')).toBe('true');

    // The order, then the version, then the failures.
    await page.goBack();
    await page.getByText(`${number(both)} Macs`, { exact: true }).waitFor();
    await page.goBack();
    await page.getByText(`${number(failing)} Macs`, { exact: true }).waitFor();
    await page.goBack();
    await page.getByText('3,000 Macs', { exact: true }).waitFor();
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });

  it('that is damaged shows all Macs', async () => {
    const page = await opened('/macs?silent=often&sort=id;drop&reason=none&failing=maybe', '3,000 Macs');
    await page.context().close();
  });

  it('has a reason, for which the page reads why updates failed', async () => {
    const page = await browser.open(dashboard.at('/macs?reason=commandFailed'));
    const table = page.getByRole('table');
    await page.waitForFunction(
      () => !['', '-1'].includes(document.querySelector('[role=table]')?.getAttribute('aria-rowcount') ?? ''),
    );
    const expected = dashboard.graph
      .accountSummaries()
      .filter(({ id }) =>
        dashboard.graph
          .categorySummaries(String(id))
          .some((category) =>
            dashboard.graph
              .stateSummaries(String(id), String(category['id']))
              .some(({ state }) => state === 'commandFailed'),
          ),
      );
    expect(expected.length).toBeGreaterThan(10);
    expect(await table.getAttribute('aria-rowcount')).toBe(`${expected.length + 1}`);
    await page.context().close();
  });
});

describe('the exported file', () => {
  const evil = ['=HYPERLINK("https://evil.example","Click")', '+1', '-2', '@SUM(A1)', '\t=1', '=1\n+2', '＝1'];

  async function exported(path: string, count: string): Promise<string> {
    const page = await opened(path, count);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^macos-updates-\d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    await page.context().close();
    return text;
  }

  it('has the rows that the filters leave, and runs no name as a formula', async () => {
    const small = await startDashboard({ macs: 20 });
    for (const deviceName of evil) {
      const created = await small.send(
        'mutation ($name: String!) { createMacOSSoftwareUpdateAccountSummary(input: { displayName: "Report, \\"quoted\\"", deviceId: "d", userId: "u", deviceName: $name, userPrincipalName: "ada@contoso.com", osVersion: "26.1", successfulUpdateCount: 0, failedUpdateCount: 777, totalUpdateCount: 777, lastUpdatedDateTime: "2026-11-01T00:00:00.1234567Z" }) { id } }',
        { name: deviceName },
      );
      expect(created.json.errors).toBeUndefined();
    }
    const page = await browser.open(small.at('/macs?failing=1&q=quoted'));
    await page.getByText(/^7 of \d+ Macs$/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFFMac,Report,User,macOS,')).toBe(true);
    const cells = [
      ...text.matchAll(
        /(?<=\r\n)("(?:[^"]|"")*"|[^,]*),"Report, ""quoted""",ada@contoso\.com,26\.1,0,777,777,2026-11-01T00:00:00\.1234567Z,d,u,/g,
      ),
    ];
    const names = cells.map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
    expect(names.sort()).toEqual(evil.map((name) => `'${name}`).sort());
    await page.context().close();
    await small.stop();
  });

  it('has every Mac of a list of several pages', async () => {
    const text = await exported('/macs', '3,000 Macs');
    const ids = new Set(dashboard.graph.accountSummaries().map(({ id }) => String(id)));
    const lines = text.trim().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',').at(-1)))).toEqual(ids);
    expect(lines).toHaveLength(most);
  });
});
