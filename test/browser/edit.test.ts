/** Changes of a report: at once on the page, and taken back with the reason if they fail. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest, token, type Dashboard } from './support/dashboard.js';
import { expectGoodLooks } from './support/looks.js';
import { complaintsOf, fieldOf, fill } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

const firstOf = (dashboard: Dashboard) => dashboard.graph.accountSummaries()[0] as Record<string, unknown>;
const changesOf = (dashboard: Dashboard): unknown[] =>
  dashboard.graph.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
const form = (page: OpenPage) => page.getByRole('region', { name: 'Edit the report' });
const fact = (page: OpenPage, name: string) =>
  page.locator('.facts div').filter({ hasText: name }).locator('dd').first();
const type = { '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary' };

async function editing(dashboard: Dashboard): Promise<OpenPage> {
  const page = await browser.open(dashboard.at(`/macs/${String(firstOf(dashboard)['id'])}`));
  await page.getByRole('button', { name: 'Edit' }).click();
  await form(page).waitFor();
  return page;
}
const save = (page: OpenPage): Promise<void> => form(page).getByRole('button', { name: 'Save' }).click();

it('sends what differs and nothing else, and shows it before the gateway has answered', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await editing(dashboard);
  await expectGoodLooks(page);
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/graphql', async (route) => {
    await held;
    await route.continue();
  });
  await fill(page, { osVersion: '99.9', failedUpdateCount: '41' });
  await save(page);
  await page.getByText('Saving…').waitFor();
  expect(await fact(page, 'macOS').innerText()).toBe('99.9');
  expect(await fact(page, 'Failed updates').innerText()).toBe('41');
  expect(changesOf(dashboard)).toEqual([]);

  goOn();
  await page.getByText('The change is stored.').waitFor();
  expect(changesOf(dashboard)).toEqual([{ ...type, osVersion: '99.9', failedUpdateCount: 41 }]);
  expect(await page.getByRole('button', { name: 'Edit' }).evaluate((button) => button === document.activeElement)).toBe(
    true,
  );
  await page.getByRole('link', { name: 'All Macs' }).click();
  await page.getByRole('cell', { name: '99.9' }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('clears what is emptied, and sends nothing if nothing differs', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await editing(dashboard);
  await save(page);
  await page.getByText('Nothing was changed.').waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await fill(page, { osVersion: '' });
  await save(page);
  await page.getByText('The change is stored.').waitFor();
  expect(changesOf(dashboard)).toEqual([{ ...type, osVersion: null }]);
  expect(await fact(page, 'macOS').innerText()).toBe('No version');
  await page.context().close();
});

it.each<[code: string, quirks: Partial<Quirks>, title: string]>([
  ['GRAPH_REJECTED', { rejected: true }, 'Microsoft Graph rejected the request'],
  ['FORBIDDEN', { forbidden: true }, 'You are not allowed to change reports'],
  ['GRAPH_OPERATION_NOT_OFFERED', { operationNotOffered: true }, 'This tenant does not offer this'],
])('a change that fails is taken back with the reason, and stays in the form: %s', async (code, quirks, title) => {
  const dashboard = await started({ macs: 3 });
  const before = String(firstOf(dashboard)['osVersion']);
  const page = await editing(dashboard);
  await fill(page, { osVersion: '99.9' });
  Object.assign(dashboard.graph.quirks, quirks);
  await save(page);
  const alert = page.getByRole('alert', { name: title });
  await alert.waitFor();
  expect(await alert.innerText()).toContain(code);
  expect(await fieldOf(page, 'osVersion').inputValue()).toBe('99.9');
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  expect(await fact(page, 'macOS').innerText()).toBe(before);
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('shows a broken rule at its field, in the form that is back', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await editing(dashboard);
  await fill(page, { failedUpdateCount: '-1' });
  await save(page);
  await page
    .getByRole('alert')
    .getByText(/^Failed updates must be/)
    .waitFor();
  expect(await fieldOf(page, 'failedUpdateCount').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(changesOf(dashboard)).toEqual([]);
  await page.context().close();
});

it.each<[code: string, quirks: Partial<Quirks>, title: string]>([
  ['PRECONDITION_FAILED', { preconditionFailed: true }, 'The report was changed in the meantime'],
  ['CONFLICT', { conflict: true }, 'There is a conflict with what is stored'],
])('%s shows what others have changed, and offers to apply the changes again', async (_code, quirks, title) => {
  const dashboard = await started({ macs: 3 });
  const { id, osVersion, totalUpdateCount } = firstOf(dashboard);
  const page = await editing(dashboard);
  await fill(page, { failedUpdateCount: '41' });
  const changed = await fetch(
    `${dashboard.graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries/${String(id)}`,
    {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ osVersion: '88.8' }),
    },
  );
  expect(changed.ok).toBe(true);
  await changed.arrayBuffer();
  Object.assign(dashboard.graph.quirks, quirks);
  await save(page);

  await page.getByRole('alert', { name: title }).waitFor();
  const rows = await page.getByRole('alert').getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.split('\t'))).toEqual([
    ['Field', 'When you began', 'Stored now', 'Yours'],
    ['macOS version', String(osVersion), '88.8', '88.8'],
    ['Failed updates', expect.any(String), expect.any(String), '41'],
  ]);
  await expectGoodLooks(page);
  Object.assign(dashboard.graph.quirks, { preconditionFailed: false, conflict: false });
  await form(page).getByRole('button', { name: 'Apply my changes again' }).click();
  await page.getByText('The change is stored.').waitFor();
  expect(changesOf(dashboard).at(-1)).toEqual({ ...type, failedUpdateCount: 41 });
  expect(firstOf(dashboard)).toMatchObject({ osVersion: '88.8', failedUpdateCount: 41, totalUpdateCount });
  await page.context().close();
});

it('a change whose answer is lost is looked for, and found', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await editing(dashboard);
  await fill(page, { osVersion: '99.9' });
  dashboard.graph.quirks.answersLost = 1;
  await save(page);
  await page.getByText('The change is stored.').waitFor();
  expect(await fact(page, 'macOS').innerText()).toBe('99.9');
  expect(changesOf(dashboard).length).toBe(1);
  await page.context().close();
});

it('asks before a change that was not sent is lost, and not after Cancel', async () => {
  const page = await editing(await started({ macs: 3 }));
  const list = page.getByRole('link', { name: 'All Macs' });
  await fill(page, { osVersion: '99.9' });
  await list.click();
  await page.getByRole('dialog', { name: 'Leave this page?' }).getByRole('button', { name: 'Stay' }).click();
  expect(await fieldOf(page, 'osVersion').inputValue()).toBe('99.9');
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await list.click();
  await page.getByText('3 Macs', { exact: true }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it.each([
  ['is stored after the person was asked lets them go on', false],
  ['fails keeps a person who stays, with all that was typed', true],
])('asks before a change on its way is left; one that %s', async (_end, fails) => {
  const dashboard = await started({ macs: 3 });
  const page = await editing(dashboard);
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/graphql', async (route) => {
    await held;
    await route.continue();
  });
  await fill(page, { deviceName: 'CHANGED' });
  await save(page);
  await page.getByRole('link', { name: 'Macs', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Leave this page?' });
  await question.getByText('What you typed is on its way.').waitFor();
  if (fails) {
    dashboard.graph.quirks.rejected = true;
    await question.getByRole('button', { name: 'Stay' }).click();
    goOn();
    await form(page).getByRole('alert').first().waitFor();
    expect(await fieldOf(page, 'deviceName').inputValue()).toBe('CHANGED');
  } else {
    goOn();
    await page.getByText('3 Macs', { exact: true }).waitFor();
    expect(await question.count()).toBe(0);
    await page.getByRole('rowheader', { name: 'CHANGED' }).waitFor();
  }
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});
