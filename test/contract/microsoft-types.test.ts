/** Microsoft's own typings and ours name the same properties; `npm run check:types` fails when either side changes. */
import { expect, it } from '@jest/globals';
import type { MacOSSoftwareUpdateAccountSummary as Microsofts } from '@microsoft/microsoft-graph-types-beta';
import type { CreateSummaryInput } from '../../src/summaries/account/account-summary.inputs.js';
import { toWire } from '../../src/summaries/account/account-summary.resource.js';
import type { MacOSSoftwareUpdateAccountSummary as Ours } from '../../src/summaries/account/account-summary.type.js';
import { referenceExample } from '../support/start.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Properties = Exclude<keyof Microsofts, 'categorySummaries'>;

const sameNames: Same<keyof Ours, Properties> = true;
const sameInputNames: Same<keyof CreateSummaryInput, Properties> = true;
/** Every value that we read is one that Microsoft's types allow, null included. */
const sameValues: Ours extends { [Name in Properties]: Exclude<Microsofts[Name], undefined> } ? true : false = true;

it('a creation sends what Microsoft types as an account summary', () => {
  const { '@odata.type': type, ...wire } = toWire(referenceExample);
  const asMicrosoftTypesIt: Microsofts = wire;
  expect(asMicrosoftTypesIt).toEqual(referenceExample);
  expect(type).toBe('#microsoft.graph.macOSSoftwareUpdateAccountSummary');
  expect([sameNames, sameInputNames, sameValues]).toEqual([true, true, true]);
});
