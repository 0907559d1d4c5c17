/** What a person sees of each failure that reading can meet, and what the page does about it. */
import { expect, it } from '@jest/globals';
import type { Quirks } from '../../src/emulator/graph/index.js';
import { withBrowser, type OpenPage } from './support/browser.js';
import { dashboardOfEachTest, type Dashboard } from './support/dashboard.js';

const browser = withBrowser();
const started = dashboardOfEachTest();

const alertOf = (page: OpenPage, title: string) => page.getByRole('alert', { name: title }).first();

/** Waits until a page has asked and shows the alert. */
async function failing(
  dashboard: Dashboard,
  quirks: Partial<Quirks>,
  title: string,
  path = '/macs',
): Promise<OpenPage> {
  Object.assign(dashboard.graph.quirks, quirks);
  const page = await browser.open(dashboard.at(path));
  await alertOf(page, title).waitFor();
  return page;
}

it.each<[code: string, quirks: Partial<Quirks>, title: string, says: RegExp, environment: Record<string, string>]>([
  ['FORBIDDEN', { forbidden: true }, 'You are not allowed to read this', /You need .*DeviceManagement/, {}],
  ['UNAUTHENTICATED', { claimsChallenge: 9 }, 'You are not signed in', /Access token/, {}],
  ['GRAPH_UNAVAILABLE', { unavailableCalls: 99 }, 'Microsoft Graph is not available', /Try again/, {}],
  ['GRAPH_TIMEOUT', { latencyMs: 5000 }, 'Microsoft Graph took too long', /Try again/, { GRAPH_TIMEOUT_MS: '200' }],
  ['GRAPH_BAD_RESPONSE', { badResponses: true }, 'Microsoft Graph sent something unexpected', /Try again/, {}],
  [
    'RATE_LIMITED',
    { throttleCalls: 99, retryAfterSeconds: 90 },
    'Too many requests at the moment',
    /Again in \d+ s/,
    {},
  ],
  [
    'COST_LIMIT_EXCEEDED',
    { pageSize: 1 },
    'There are too many reports for one answer',
    /Choose a filter/,
    { QUERY_MAX_COST: '20' },
  ],
])(
  '%s says what failed, with its code and request id, and what to do',
  async (code, quirks, title, says, environment) => {
    const dashboard = await started({ macs: 40 }, environment);
    const page = await failing(dashboard, quirks, title);

    const text = await alertOf(page, title).innerText();
    expect(text).toContain(code);
    expect(text).toMatch(/request [\w-]{36}/);
    expect(text).toMatch(says);
    expect(text).not.toMatch(/127\.0\.0\.1|demo-token|stack/);
    expect(page.complaints.filter((complaint) => !complaint.includes('Failed to load resource'))).toEqual([]);
    await page.context().close();
  },
);

it('NOT_FOUND offers a way back', async () => {
  const page = await failing(await started({ macs: 3 }), {}, 'This report does not exist', '/macs/absent');
  await page.getByRole('link', { name: 'Back to all Macs' }).click();
  await page.getByText('3 Macs', { exact: true }).waitFor();
  await page.context().close();
});

it('an answer of a proxy in front of the gateway is named by its status', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await browser.open('about:blank');
  await page.route('**/graphql', (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  );
  await page.goto(dashboard.at('/macs'));
  expect(await alertOf(page, 'The request failed').innerText()).toMatch(/answered with HTTP 502[^]*Try again/);
  await page.context().close();
});

it('an error that the gateway gives before GraphQL is read from its body', async () => {
  const dashboard = await started({ macs: 3 });
  const page = await browser.open('about:blank');
  const error = {
    message: 'Slow down.',
    extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 77, requestId: 'r-1' },
  };
  await page.route('**/graphql', (route) =>
    route.fulfill({ status: 429, contentType: 'application/json', body: JSON.stringify({ errors: [error] }) }),
  );
  await page.goto(dashboard.at('/macs'));
  expect(await alertOf(page, 'Too many requests at the moment').innerText()).toMatch(
    /Slow down\.[^]*r-1[^]*Again in 7\d s/,
  );
  await page.context().close();
});

it('RATE_LIMITED is tried again by itself once, after the wait that Graph asks for, and then waits for the person', async () => {
  const dashboard = await started({ macs: 12 });
  const page = await browser.open('about:blank');
  await page.clock.install();
  Object.assign(dashboard.graph.quirks, { throttleCalls: 99, retryAfterSeconds: 90 });
  await page.goto(dashboard.at('/macs/any'));
  const alert = alertOf(page, 'Too many requests at the moment');
  const idOf = async (): Promise<string> => /request ([\w-]{36})/.exec(await alert.innerText())?.[1] ?? '';
  const first = await idOf();
  expect(await alert.getByRole('button', { name: /^Again in \d+ s$/ }).isDisabled()).toBe(true);

  const again = page.waitForResponse('**/graphql');
  await page.clock.runFor(95_000);
  await again;
  await page.getByRole('alert').filter({ hasNotText: first }).first().waitFor();
  const second = await idOf();
  expect(second).not.toBe(first);

  await page.clock.runFor(95_000);
  await alert.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await idOf()).toBe(second);
  const byHand = page.waitForResponse('**/graphql');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await byHand;
  await page.context().close();
});

it('a person whose token was rejected goes on with another one', async () => {
  const dashboard = await started({ macs: 12 });
  const page = await failing(dashboard, { claimsChallenge: 2 }, 'You are not signed in');
  dashboard.graph.quirks.claimsChallenge = 0;
  await page.getByLabel('Access token').fill('Bearer another-token');
  await page.getByRole('button', { name: 'Use this token' }).click();
  await page.getByText('12 Macs', { exact: true }).waitFor();
  expect(dashboard.graph.requests.at(-1)?.headers['authorization']).toBe('Bearer another-token');
  await page.context().close();
});

it.each(['Fleet', 'FailingMacs'])('a refresh that fails keeps what was read, and says so: %s', async (name) => {
  const dashboard = await started({ macs: 40 });
  const page = await browser.open(dashboard.at('/'));
  await page.getByText('Macs to look at first').waitFor();
  const before = await page.locator('.tiles').innerText();
  const error = { message: 'No.', path: ['list'], extensions: { code: 'GRAPH_UNAVAILABLE', requestId: 'r-1' } };
  let isFailing = true;
  await page.route('**/graphql', (route) => {
    const { operationName } = route.request().postDataJSON() as { operationName: string };
    if (operationName !== name || !isFailing) return route.continue();
    return route.fulfill({ json: { data: { fleet: null, failing: null }, errors: [error] } });
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('The page still shows what was read before.').waitFor();
  expect(await page.locator('.tiles').innerText()).toBe(before);
  await page.getByText('Macs to look at first').waitFor();

  isFailing = false;
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await page.locator('.tiles').innerText()).toBe(before);
  await page.context().close();
});

it('a network that is lost is reported, and the page reads again when it is back', async () => {
  const dashboard = await started({ macs: 12 });
  const page = await browser.open(dashboard.at('/nowhere'));
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await page.route('**/assets/**', (route) => route.continue());
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await alertOf(page, 'The gateway cannot be reached').waitFor();
  await page.context().setOffline(false);
  await page.locator('.tile').first().waitFor();
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
  await page.context().close();
});

it('no report: the page says what an empty list means', async () => {
  const dashboard = await started({ macs: 0 });
  const page = await browser.open(dashboard.at('/'));
  expect(await page.locator('.empty').innerText()).toMatch(/No reports[^]*does not say that all Macs are up to date/);
  await page.getByRole('navigation').getByRole('link', { name: 'Macs' }).click();
  await page.getByRole('heading', { name: 'No reports' }).waitFor();
  expect(page.complaints).toEqual([]);
  await page.context().close();
});

it('parts that cannot be read are counted, and the others are shown', async () => {
  const dashboard = await started({ macs: 40 });
  const page = await browser.open('about:blank');
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { data: { failing?: { edges: { node: unknown }[] } }; errors?: object[] };
    const { failing } = body.data;
    if (failing) {
      for (const index of [0, 1]) {
        failing.edges[index] = { ...failing.edges[index], node: null };
        (body.errors ??= []).push({
          message: 'Microsoft Graph sent a report that cannot be read.',
          path: ['failing', 'edges', index, 'node'],
          extensions: { code: 'GRAPH_BAD_RESPONSE', requestId: 'r-1' },
        });
      }
    }
    await route.fulfill({ response, json: body });
  });
  await page.goto(dashboard.at('/'));
  expect(await page.getByRole('status', { name: 'Incomplete data' }).innerText()).toMatch(
    /2 parts of the data could not be read: .*GRAPH_BAD_RESPONSE/,
  );
  await page.getByText('Macs to look at first').waitFor();
  await page.context().close();
});

it('a tenant whose Graph rejects filters has the same numbers', async () => {
  const dashboard = await started({ macs: 60, quirks: { filterRefused: true } });
  const page = await browser.open(dashboard.at('/macs?failing=1'));
  const failing = dashboard.graph.accountSummaries().filter(({ failedUpdateCount }) => Number(failedUpdateCount) > 0);
  await page.getByText(`${failing.length} Macs`, { exact: true }).waitFor();
  await page.context().close();
});

it('a page without its configuration says so', async () => {
  const dashboard = await started({ macs: 1 });
  const page = await browser.open('about:blank');
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(dashboard.at('/'));
  expect(await page.getByRole('alert').innerText()).toBe('/config.json answered 404.');
  await page.context().close();
});

it('without a sign-in the page asks for a token, and keeps it in no storage', async () => {
  const dashboard = await started({ macs: 5 });
  const page = await browser.open('about:blank');
  await page.route('**/config.json', (route) => route.fulfill({ json: { gateway: '/graphql' } }));
  await page.goto(dashboard.at('/macs'));
  await page.getByRole('heading', { name: 'Signed out' }).waitFor();
  await page.getByLabel('Access token').fill('secret-of-ada');
  await page.keyboard.press('Enter');
  await page.getByText('5 Macs', { exact: true }).waitFor();
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))).not.toContain(
    'secret',
  );
  await page.context().close();
});

it('a page of a list that fails is asked for once, and again when the person says so', async () => {
  const dashboard = await started({ macs: 1500 });
  const page = await browser.open('about:blank');
  let asked = 0;
  let isFailing = true;
  const error = { message: 'No.', path: ['macs'], extensions: { code: 'GRAPH_UNAVAILABLE', requestId: 'r-1' } };
  await page.route('**/graphql', (route) => {
    const { variables } = route.request().postDataJSON() as { variables: { after?: string } };
    if (variables.after === undefined) return route.continue();
    asked += 1;
    return isFailing ? route.fulfill({ json: { data: { macs: null }, errors: [error] } }) : route.continue();
  });
  await page.goto(dashboard.at('/macs'));
  await alertOf(page, 'Microsoft Graph is not available').waitFor();
  await page.getByText('1,000 Macs, incomplete', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Export CSV' }).isDisabled()).toBe(true);
  expect(asked).toBe(1);

  isFailing = false;
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await page.getByText('1,500 Macs', { exact: true }).waitFor();
  expect(asked).toBe(2);
  await page.context().close();
});
