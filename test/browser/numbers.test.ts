/** The numbers of the overview are those of the API, and those of the reports themselves. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Row } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { startDashboard, type Dashboard } from './support/dashboard.js';

const browser = withBrowser();
const day = 24 * 60 * 60 * 1000;
const most = 240;

let dashboard: Dashboard;
let page: OpenPage;
let rows: readonly Row[];
const operations: string[] = [];
beforeAll(async () => {
  dashboard = await startDashboard({ macs: most });
  rows = dashboard.graph.accountSummaries();
  page = await browser.open('about:blank');
  page.on('request', (request) => {
    if (request.method() === 'POST')
      operations.push((request.postDataJSON() as { operationName: string }).operationName);
  });
  await page.goto(dashboard.at('/?silent=30'));
  await page.getByText('Macs to look at first').waitFor();
});
afterAll(() => dashboard.stop());

const failing = (): readonly Row[] => rows.filter(({ failedUpdateCount }) => Number(failedUpdateCount) > 0);
const sum = (property: string): number => rows.reduce((total, row) => total + Number(row[property]), 0);
const counted = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, some]) => [value, some.length]));

/** The rows of a chart's table, as `[label, numbers …]`. */
async function tableOf(title: string): Promise<string[][]> {
  const figure = page.getByRole('figure', { name: title });
  if ((await figure.locator('details').getAttribute('open')) === null) await figure.locator('summary').click();
  const lines = await figure.locator('tbody tr').all();
  return Promise.all(lines.map((line) => line.locator('th, td').allInnerTexts()));
}

it('the tiles show sums over all reports', async () => {
  const tiles = await page.locator('.tile').allInnerTexts();
  const silent = rows.filter(
    ({ lastUpdatedDateTime }) => Date.now() - Date.parse(String(lastUpdatedDateTime)) >= 30 * day,
  );
  expect(tiles.map((text) => text.split('\n').slice(0, 2))).toEqual([
    ['Macs with a report', `${most}`],
    ['With failed updates', `${failing().length}`],
    ['Failed updates', `${sum('failedUpdateCount')}`],
    ['Silent for 30 days', `${silent.length}`],
  ]);
  expect(failing().length).toBeGreaterThan(10);
  expect(silent.length).toBeGreaterThan(2);
});

it('the tiles and the versions are what one query says', async () => {
  const { json } = await dashboard.send(
    '{ list: macOSSoftwareUpdateAccountSummaries { statistics { reports withFailures failedUpdates byOsVersion { osVersion reports withFailures } } } }',
  );
  const { statistics } = json.data?.['list'] as {
    statistics: Record<string, number> & {
      byOsVersion: { osVersion: string | null; reports: number; withFailures: number }[];
    };
  };
  const tiles = await page.locator('.tile-value').allInnerTexts();
  expect(tiles.slice(0, 3)).toEqual(
    ['reports', 'withFailures', 'failedUpdates'].map((name) => String(statistics[name])),
  );
  expect(await tableOf('Macs by macOS version')).toEqual(
    statistics.byOsVersion.map(({ osVersion, reports, withFailures }) => [
      osVersion ?? 'No version',
      `${reports}`,
      `${withFailures}`,
    ]),
  );
});

describe('the tables of the charts', () => {
  it('have every version, and count each report once', async () => {
    const table = await tableOf('Macs by macOS version');
    expect(Object.fromEntries(table.map(([version, macs]) => [version, Number(macs)]))).toEqual(
      counted(rows.map(({ osVersion }) => (osVersion as string | null) ?? 'No version')),
    );
  });

  it('have every failed update with its reason', async () => {
    const states = failing().flatMap(({ id }) =>
      dashboard.graph
        .categorySummaries(String(id))
        .flatMap((category) => dashboard.graph.stateSummaries(String(id), String(category['id'])))
        .map(({ state }) => String(state)),
    );
    const table = await tableOf('Why updates fail');
    const failed = states.filter((state) => /Failed$|Insufficient/.test(state));
    const found: Record<string, number> = counted(failed);
    const numbers = table.map(([, count]) => Number(count));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(Object.fromEntries(table.map(([reason, count]) => [reason, Number(count)]))).toEqual({
      'Download failed': found['downloadFailed'] ?? 0,
      'Not enough space to download': found['downloadInsufficientSpace'] ?? 0,
      'Not enough power to download': found['downloadInsufficientPower'] ?? 0,
      'Not enough network to download': found['downloadInsufficientNetwork'] ?? 0,
      'Not enough space to install': found['installInsufficientSpace'] ?? 0,
      'Not enough power to install': found['installInsufficientPower'] ?? 0,
      'Installation failed': found['installFailed'] ?? 0,
      'Command failed': found['commandFailed'] ?? 0,
    });
    expect(numbers.reduce((total, count) => total + count)).toBe(sum('failedUpdateCount'));
  });

  it('have every failed update with its category', async () => {
    const table = await tableOf('Failed updates by category');
    const words = {
      critical: 'Critical updates',
      configurationDataFile: 'Configuration data files',
      firmware: 'Firmware',
      other: 'Other updates',
    } as const;
    const expected: Record<string, number> = {};
    for (const { id } of failing()) {
      for (const { updateCategory, failedUpdateCount } of dashboard.graph.categorySummaries(String(id))) {
        const word = words[updateCategory as keyof typeof words];
        if (Number(failedUpdateCount) > 0) expected[word] = (expected[word] ?? 0) + Number(failedUpdateCount);
      }
    }
    expect(Object.fromEntries(table.map(([category, count]) => [category, Number(count)]))).toEqual(expected);
  });

  it('have every report with its age', async () => {
    const days = rows.map(({ lastUpdatedDateTime }) => (Date.now() - Date.parse(String(lastUpdatedDateTime))) / day);
    const between = (from: number, to: number): string => String(days.filter((age) => age >= from && age < to).length);
    expect(await tableOf('When Macs last reported')).toEqual([
      ['< 1 day', between(-1, 1)],
      ['1 to 7 days', between(1, 7)],
      ['7 to 30 days', between(7, 30)],
      ['30 days or more', between(30, Infinity)],
    ]);
  });
});

it('a tile leads to the Macs that it counts', async () => {
  const other = await browser.open(dashboard.at('/?silent=30'));
  for (const tile of [1, 3]) {
    const link = other.locator('.tile').nth(tile);
    const value = await link.locator('.tile-value').innerText();
    await link.click();
    await other.getByText(`${value} Macs`, { exact: true }).waitFor();
    await other.goBack();
  }
  expect(other.complaints).toEqual([]);
  await other.context().close();
});

it('the Macs to look at first are those with the most failed updates', async () => {
  const counts = await page.locator('.first td.bad').allInnerTexts();
  const expected = failing()
    .map(({ failedUpdateCount }) => Number(failedUpdateCount))
    .sort((a, b) => b - a)
    .slice(0, 10);
  expect(counts.map(Number)).toEqual(expected);
});

it('the page needs one operation for the numbers, and one for each 100 failing Macs', () => {
  const pages = Math.ceil(failing().length / 100);
  expect(operations.sort()).toEqual([...Array<string>(pages).fill('FailingMacs'), 'Fleet']);
});
