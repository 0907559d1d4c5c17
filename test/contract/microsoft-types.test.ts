/** Microsoft's own typings and ours name the same properties; `npm run check:types` fails when either side changes. */
import { expect, it } from '@jest/globals';
import type {
  MacOSSoftwareUpdateAccountSummary as GraphAccount,
  MacOSSoftwareUpdateCategory as GraphCategoryName,
  MacOSSoftwareUpdateCategorySummary as GraphCategory,
  MacOSSoftwareUpdateState as GraphStateName,
  MacOSSoftwareUpdateStateSummary as GraphState,
} from '@microsoft/microsoft-graph-types-beta';
import type { CreateSummaryInput } from '../../src/summaries/account/account-summary.inputs.js';
import type { MacOSSoftwareUpdateAccountSummary } from '../../src/summaries/account/account-summary.type.js';
import type { CreateCategorySummaryInput } from '../../src/summaries/category/category-summary.inputs.js';
import type { MacOSSoftwareUpdateCategorySummary } from '../../src/summaries/category/category-summary.type.js';
import type { MacOSSoftwareUpdateCategory } from '../../src/summaries/software-update-category.enum.js';
import { writeBody } from '../../src/summaries/resource/summary-resource.js';
import type { MacOSSoftwareUpdateState } from '../../src/summaries/state/software-update-state.enum.js';
import type { CreateStateSummaryInput } from '../../src/summaries/state/state-summary.inputs.js';
import type { MacOSSoftwareUpdateStateSummary } from '../../src/summaries/state/state-summary.type.js';
import { referenceExample } from '../support/start.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Children = 'categorySummaries' | 'updateStateSummaries';
/** The same names, and each of our values is one that Microsoft's types allow, null included. */
type Agrees<Ours, Graphs> = [
  Same<keyof Ours, Exclude<keyof Graphs, Children>>,
  Ours extends { [Name in keyof Graphs & keyof Ours]: Exclude<Graphs[Name], undefined> | null } ? true : false,
];

const objects: [
  Agrees<MacOSSoftwareUpdateAccountSummary, GraphAccount>,
  Agrees<MacOSSoftwareUpdateCategorySummary, GraphCategory>,
  Agrees<MacOSSoftwareUpdateStateSummary, GraphState>,
] = [
  [true, true],
  [true, true],
  [true, true],
];
const inputs: [
  Same<keyof CreateSummaryInput, Exclude<keyof GraphAccount, Children>>,
  Same<keyof CreateCategorySummaryInput, Exclude<keyof GraphCategory, Children>>,
  Same<keyof CreateStateSummaryInput, Exclude<keyof GraphState, Children>>,
] = [true, true, true];
const enumerations: [
  Same<MacOSSoftwareUpdateCategory, GraphCategoryName>,
  Same<MacOSSoftwareUpdateState, GraphStateName>,
] = [true, true];

it('a creation sends what Microsoft types as an account summary', () => {
  const type = '#microsoft.graph.macOSSoftwareUpdateAccountSummary';
  const asMicrosoftTypesIt: GraphAccount = writeBody(type, referenceExample);
  expect(asMicrosoftTypesIt).toEqual({ '@odata.type': type, ...referenceExample });
  expect([objects, inputs, enumerations].flat(2)).not.toContain(false);
});
