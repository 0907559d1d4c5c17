/**
 * Two reports, `a` and `b`, each with a category `same` and a state `same` below it: Graph's ids are unique below their
 * parent only. The names say where each of them belongs.
 */
import type { Emulator } from '../../src/emulator/graph/index.js';
import { referenceExample } from './start.js';

export const accounts = ['a', 'b'] as const;
export const same = 'same';
export const categoryOf = (account: string): string => `category of ${account}`;
export const stateOf = (account: string): string => `state of ${account}`;

const { deviceId, userId, successfulUpdateCount, failedUpdateCount, totalUpdateCount, lastUpdatedDateTime } =
  referenceExample;
const counts = { successfulUpdateCount, failedUpdateCount, totalUpdateCount };
const displayName = 'any';
export const categoryExample = {
  displayName,
  deviceId,
  userId,
  updateCategory: 'other',
  ...counts,
  lastUpdatedDateTime,
};
export const stateExample = {
  displayName,
  productKey: 'p',
  updateCategory: 'other',
  updateVersion: '1',
  state: 'idle',
  lastUpdatedDateTime,
};

export async function reportsWithEqualIds(graph: Emulator): Promise<void> {
  const root = '/deviceManagement/macOSSoftwareUpdateAccountSummaries';
  for (const account of accounts) {
    const categories = `${root}/${account}/categorySummaries`;
    await post(graph, root, { ...referenceExample, id: account });
    await post(graph, categories, { ...categoryExample, id: same, displayName: categoryOf(account) });
    const states = `${categories}/${same}/updateStateSummaries`;
    await post(graph, states, { ...stateExample, id: same, displayName: stateOf(account) });
  }
}

async function post(graph: Emulator, path: string, body: object): Promise<void> {
  const response = await fetch(`${graph.url}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`);
}
