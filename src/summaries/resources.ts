/** Every kind of summary. A new one is a folder and a line here: CONTRIBUTING.md has the recipe. */
import { accountSummaries } from './account/account-summaries.js';
import { categorySummaries } from './category/category-summaries.js';
import type { Resource } from './resource/resource.js';
import { stateSummaries } from './state/state-summaries.js';

export const resources: readonly Resource[] = [accountSummaries, categorySummaries, stateSummaries];
