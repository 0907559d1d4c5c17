/** Deleting a report asks first, and ends in the list. */
import { expect, it } from '@jest/globals';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest, token, type Dashboard } from './support/dashboard.js';
import { expectGoodLooks } from './support/looks.js';
import { complaintsOf } from './support/report-form.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

const dialogOf = (page: OpenPage) => page.getByRole('dialog', { name: 'Delete this report?' });
const deletionsOf = (dashboard: Dashboard) => dashboard.graph.requests.filter(({ method }) => method === 'DELETE');

async function asked(dashboard: Dashboard): Promise<OpenPage> {
  const page = await browser.open(dashboard.at('/macs'));
  await page.locator('.row-link').first().click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialogOf(page).waitFor();
  return page;
}
const confirm = (page: OpenPage): Promise<void> => dialogOf(page).getByRole('button', { name: 'Delete' }).click();

it('asks first, and returns the focus if the person does not want it', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  await expectGoodLooks(page);
  for (const no of ['Escape', 'Cancel']) {
    if (no === 'Escape') await page.keyboard.press('Escape');
    else await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();
    await dialogOf(page).waitFor({ state: 'detached' });
    const button = page.getByRole('button', { name: 'Delete' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.click();
  }
  expect(deletionsOf(dashboard)).toEqual([]);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('deletes, and goes to the list, which says so and has the others', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  const name = await page.locator('h1').innerText();
  await confirm(page);
  await page.getByRole('status').getByText('The report is deleted.').waitFor();
  await page.getByText('2 Macs', { exact: true }).waitFor();
  expect(await page.getByRole('rowheader', { name }).count()).toBe(0);
  expect(await page.locator('h1').evaluate((heading) => heading === document.activeElement)).toBe(true);
  const [deletion] = deletionsOf(dashboard);
  expect(deletionsOf(dashboard).length).toBe(1);
  // What is gone is not read again.
  const after = dashboard.graph.requests.slice(dashboard.graph.requests.indexOf(deletion as never) + 1);
  expect(after.map(({ path }) => path).filter((path) => path === deletion?.path)).toEqual([]);

  await page.reload();
  await page.getByText('2 Macs', { exact: true }).waitFor();
  expect(await page.getByText('The report is deleted.').count()).toBe(0);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('a report that is gone already is what the person wants', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const gone = await fetch(`${dashboard.graph.url}/deviceManagement/macOSSoftwareUpdateAccountSummaries/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(gone.status).toBe(204);
  await confirm(page);
  await page.getByText('The report was deleted already.').waitFor();
  await page.getByText('2 Macs', { exact: true }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('a deletion that fails says why in the dialog, and can be tried again', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  dashboard.graph.quirks.forbidden = true;
  await confirm(page);
  await dialogOf(page).getByRole('alert', { name: 'You are not allowed to change reports' }).waitFor();
  await expectGoodLooks(page);
  dashboard.graph.quirks.forbidden = false;
  await confirm(page);
  await page.getByText('The report is deleted.').waitFor();
  await page.context().close();
});

it('a deletion whose answer is lost may be repeated', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  dashboard.graph.quirks.answersLost = 1;
  await confirm(page);
  await dialogOf(page).getByText('It may be deleted. To delete it again is safe.').waitFor();
  await confirm(page);
  await page.getByText('The report was deleted already.').waitFor();
  expect(dashboard.graph.accountSummaries().length).toBe(2);
  await page.context().close();
});

/** What the page sends waits until the test lets it go on. */
async function held(page: OpenPage): Promise<() => Promise<unknown>> {
  let goOn = (): void => undefined;
  const until = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('DeleteReport') === true) await until;
    await route.continue();
  });
  return () => {
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('DeleteReport') === true,
    );
    goOn();
    return answered;
  };
}

it('a deletion that ends after the person has left does not take them back', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  const goOn = await held(page);
  await confirm(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('all that Intune lists').waitFor();
  await goOn();
  // The numbers are read again.
  await page.locator('.tile', { hasText: 'Macs with a report' }).getByText('2', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(complaintsOf(page)).toEqual([]);
  await page.context().close();
});

it('a deletion that fails after its dialog was closed opens it again', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await asked(dashboard);
  const goOn = await held(page);
  await confirm(page);
  await page.keyboard.press('Escape');
  await dialogOf(page).waitFor({ state: 'detached' });
  dashboard.graph.quirks.forbidden = true;
  await goOn();
  await dialogOf(page).getByRole('alert', { name: 'You are not allowed to change reports' }).waitFor();
  await page.context().close();
});
