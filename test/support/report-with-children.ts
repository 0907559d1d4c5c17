/** Reports with many children, stored in the emulated Graph over its own REST. */
import type { Emulator } from '../../src/emulator/graph/index.js';
import { referenceExample } from './start.js';

const { lastUpdatedDateTime } = referenceExample;
const counts = { successfulUpdateCount: 1, failedUpdateCount: 0, totalUpdateCount: 1 };
const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';

/** The id of a new report with this many categories, each without states. */
export async function reportWithCategories(graph: Emulator, categories: number): Promise<string> {
  const report = (await post(graph, root, { ...referenceExample })) as { id: string };
  const url = `${root}/${report.id}/categorySummaries`;
  const body = {
    displayName: 'a',
    deviceId: 'd',
    userId: 'u',
    updateCategory: 'other',
    ...counts,
    lastUpdatedDateTime,
  };
  for (let sent = 0; sent < categories; sent += 20) {
    const requests = Array.from({ length: Math.min(20, categories - sent) }, (_, index) => ({
      id: String(index),
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body,
    }));
    await post(graph, '/$batch', { requests });
  }
  return report.id;
}

/** How many requests Graph counts since `from`: each one in a `$batch`, and none for the batch itself. */
export function requestsSince(graph: Emulator, from: number): number {
  return countOf(graph.requests.slice(from));
}

/** The same for those with one token. */
export function requestsOf(graph: Emulator, token: string): number {
  return countOf(graph.requests.filter(({ headers }) => headers['authorization'] === `Bearer ${token}`));
}

function countOf(requests: Emulator['requests']): number {
  return requests.reduce((sum, { path, body }) => {
    const inside = path === '/$batch' ? (body as { requests: unknown[] }).requests.length : 1;
    return sum + inside;
  }, 0);
}

async function post(graph: Emulator, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${graph.url}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the emulator answered ${response.status}`);
  return response.json();
}
