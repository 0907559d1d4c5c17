/** The explorer and Sandbox in a browser that reaches no other host: what a newcomer does in the first minute. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startEmulator, type Emulator } from '../../src/emulator/graph/index.js';
import { gatewayOver, type TestGateway } from '../support/start.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { token } from './support/dashboard.js';

const browser = withBrowser();
let graph: Emulator;
let demo: TestGateway;
beforeAll(async () => {
  graph = await startEmulator({ macs: 25 });
  // As `npm start` does; only the demo gives out a token.
  demo = await gatewayOver(graph.url, { NODE_ENV: 'development' }, { demoToken: token });
});
afterAll(async () => {
  await demo.stop();
  await graph.stop();
});

async function openExplorer(): Promise<OpenPage> {
  const page = await browser.open(new URL('/explorer', demo.url).href);
  // Until every editor is there, a tab does not fill all of them, and the button that runs an operation does nothing.
  for (const { parts, count } of editors) {
    await page
      .locator(parts)
      .locator('.monaco-editor')
      .nth(count - 1)
      .waitFor({ state: 'attached' });
  }
  return page;
}
const editors = [
  { parts: '.graphiql-query-editor', count: 1 },
  { parts: '.result-window', count: 1 },
  // Variables and headers.
  { parts: '.graphiql-editor-tool', count: 2 },
];
const editor = (page: OpenPage) => page.locator('.graphiql-query-editor .monaco-editor').first();
const run = async (page: OpenPage, field: string) => {
  // The button has no effect before the editor has its text.
  await editor(page).getByText(field).first().waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
};

it('the first operation succeeds as it stands', async () => {
  const page = await openExplorer();
  await run(page, 'totalCount');
  await page.locator('.result-window').getByText('"deviceName"').first().waitFor();
  expect(await page.locator('.result-window').innerText()).not.toContain('"errors"');
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('it completes a field, which is then answered', async () => {
  const page = await openExplorer();
  await editor(page).getByText('failedUpdateCount').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('osV');
  const suggestion = page.locator('.suggest-widget.visible').getByText('osVersion', { exact: true });
  await suggestion.first().waitFor();
  await page.keyboard.press('Enter');
  await editor(page).getByText('osVersion', { exact: true }).waitFor();
  await run(page, 'osVersion');
  await page.locator('.result-window').getByText('"osVersion"').first().waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('it shows the description of a field', async () => {
  const page = await openExplorer();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  const documentation = page.locator('.graphiql-doc-explorer');
  await documentation.getByText('Mutation', { exact: true }).click();
  await documentation.getByText('createMacOSSoftwareUpdateAccountSummary', { exact: true }).click();
  await documentation.getByText('CreateSummaryInput', { exact: false }).first().waitFor();
  expect(await documentation.innerText()).toMatch(/Stores a new report and returns it/);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('the operation that creates a report stores one', async () => {
  const before = graph.accountSummaries().length;
  const page = await openExplorer();
  await page.getByRole('tab', { name: 'Create', exact: true }).click();
  await run(page, 'createMacOSSoftwareUpdateAccountSummary');
  await page.locator('.result-window').getByText('createMacOSSoftwareUpdateAccountSummary').first().waitFor();
  expect(graph.accountSummaries()).toHaveLength(before + 1);
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('Sandbox, which needs another host, leads to the explorer where that host cannot be reached', async () => {
  const page = await browser.open(new URL('/graphql', demo.url).href);
  await page.getByRole('link', { name: /explorer/i }).click();
  await page.locator('.graphiql-query-editor').waitFor();
  await page.context().close();
});
