/** The form for a report, as a person fills it in. */
import type { Locator } from 'playwright-core';
import type { OpenPage, Pages } from './browser.js';
import type { Dashboard } from './dashboard.js';

export const labels = {
  displayName: 'Name of the report',
  deviceName: 'Name of the Mac',
  deviceId: 'Device id',
  osVersion: 'macOS version',
  userPrincipalName: 'User',
  userId: 'User id',
  totalUpdateCount: 'Updates in all',
  successfulUpdateCount: 'Successful updates',
  failedUpdateCount: 'Failed updates',
  lastUpdatedDateTime: 'Last report',
  id: 'Report id (optional)',
} as const;

export type Typed = Partial<Record<keyof typeof labels, string>>;

export const aReport = {
  displayName: 'Report of the lab',
  deviceName: 'LAB-MBP-1',
  deviceId: 'device-of-the-lab',
  osVersion: '26.1',
  userPrincipalName: 'lab@contoso.com',
  userId: 'user-of-the-lab',
  totalUpdateCount: '7',
  successfulUpdateCount: '4',
  failedUpdateCount: '3',
  lastUpdatedDateTime: '2026-11-20T08:30:15',
} satisfies Typed;

export const fieldOf = (page: OpenPage, name: keyof typeof labels): Locator =>
  page.getByLabel(labels[name], { exact: true });

export async function fill(page: OpenPage, typed: Typed): Promise<void> {
  for (const [name, value] of Object.entries(typed)) await fieldOf(page, name as keyof typeof labels).fill(value);
}

export interface SentMutation {
  readonly operationName: string;
  readonly variables: { readonly input: Record<string, unknown>; readonly idempotencyKey: string };
}

/** What the page itself sends, by the name of its operation. */
export function sentBy(page: OpenPage, operationName: string): SentMutation[] {
  const sent: SentMutation[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/graphql')) return;
    const body = request.postDataJSON() as SentMutation;
    if (body.operationName === operationName) sent.push(body);
  });
  return sent;
}

export const storeButton = (page: OpenPage): Locator => page.locator('button[type=submit]');

/** What is neither an error of a script nor a violation of the policy: the browser notes each failed request. */
export const complaintsOf = (page: OpenPage): string[] =>
  page.complaints.filter((complaint) => !complaint.includes('Failed to load resource'));

/** Opens the form for a new report. */
export async function openForm(browser: Pages, dashboard: Dashboard): Promise<OpenPage> {
  const page = await browser.open(dashboard.at('/create'));
  await page.getByRole('heading', { name: 'New report', level: 1 }).waitFor();
  return page;
}

export const isStored = (page: OpenPage): Promise<void> => page.getByText('The report is stored.').waitFor();

export const timesStored = (dashboard: Dashboard): number =>
  dashboard.graph.timesCreated({ deviceId: aReport.deviceId });

export const writesTo = (dashboard: Dashboard) => dashboard.graph.requests.filter(({ method }) => method !== 'GET');
