/** The addresses of summaries below Graph's root: the only file that knows how they contain each other. */
import { pathSegment } from '../graph/object-id.js';

/** The parent of all account summaries. */
export const deviceManagement = 'deviceManagement';

/** The collection of each kind below its parent. */
export const collections = {
  accountSummaries: 'macOSSoftwareUpdateAccountSummaries',
  categorySummaries: 'categorySummaries',
  updateStateSummaries: 'updateStateSummaries',
} as const;

/** The path of an account summary whose id is an argument. */
export function accountSummaryPath(accountSummaryId: string): string {
  return `${deviceManagement}/${collections.accountSummaries}/${pathSegment(accountSummaryId, 'accountSummaryId')}`;
}

/** The path of a category summary whose ids are arguments. */
export function categorySummaryPath(accountSummaryId: string, categorySummaryId: string): string {
  const parentPath = accountSummaryPath(accountSummaryId);
  return `${parentPath}/${collections.categorySummaries}/${pathSegment(categorySummaryId, 'categorySummaryId')}`;
}
