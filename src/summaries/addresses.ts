/** The addresses of summaries below Graph's root: the only file that knows how they contain each other. */
import { pathSegment } from '../graph/object-id.js';
import type { Parent } from './resource/parent.js';

/** The parent of all account summaries. */
export const deviceManagement: Parent = { path: 'deviceManagement', keys: {} };

/** The collection of each kind below its parent. */
export const collections = {
  accountSummaries: 'macOSSoftwareUpdateAccountSummaries',
  categorySummaries: 'categorySummaries',
  updateStateSummaries: 'updateStateSummaries',
} as const;

/** An account summary whose id is an argument, as the parent of its category summaries. */
export function accountSummaryAt(accountSummaryId: string): Parent {
  const segment = pathSegment(accountSummaryId, 'accountSummaryId');
  return { path: `${deviceManagement.path}/${collections.accountSummaries}/${segment}`, keys: { accountSummaryId } };
}

/** A category summary whose ids are arguments, as the parent of its state summaries. */
export function categorySummaryAt(accountSummaryId: string, categorySummaryId: string): Parent {
  const { path } = accountSummaryAt(accountSummaryId);
  const segment = pathSegment(categorySummaryId, 'categorySummaryId');
  return { path: `${path}/${collections.categorySummaries}/${segment}`, keys: { accountSummaryId, categorySummaryId } };
}
