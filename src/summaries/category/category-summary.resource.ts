/** Category summaries in Graph: their address, and the translation from the wire to the object of the schema. */
import type { CollectionAt } from '../resource/resource.js';
import { collections } from '../addresses.js';
import { SummaryResource, type ResourceWith } from '../resource/summary-resource.js';
import type { ReadableProperties, WireReader } from '../resource/wire-reader.js';
import type { CreateCategorySummaryInput, UpdateCategorySummaryInput } from './category-summary.inputs.js';
import { MacOSSoftwareUpdateCategorySummary } from './category-summary.type.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';

export type CategorySummaryResource = ResourceWith<
  'create' | 'get' | 'list' | 'update' | 'delete',
  MacOSSoftwareUpdateCategorySummary,
  CreateCategorySummaryInput,
  UpdateCategorySummaryInput
>;

export function categorySummaryResource(collection: CollectionAt): CategorySummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/${collections.categorySummaries}`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateCategorySummary',
    type: MacOSSoftwareUpdateCategorySummary,
    fromWire,
    keyBelow: 'categorySummaryId',
    lookUp: ['updateCategory', 'deviceId', 'userId', 'displayName'],
  });
}

function fromWire(wire: WireReader): ReadableProperties<MacOSSoftwareUpdateCategorySummary> {
  return {
    id: wire.id,
    accountSummaryId: wire.keyAbove('accountSummaryId'),
    displayName: wire.string('displayName'),
    deviceId: wire.nullableString('deviceId'),
    userId: wire.nullableString('userId'),
    updateCategory: wire.member('updateCategory', MacOSSoftwareUpdateCategory),
    successfulUpdateCount: wire.int32('successfulUpdateCount'),
    failedUpdateCount: wire.int32('failedUpdateCount'),
    totalUpdateCount: wire.int32('totalUpdateCount'),
    lastUpdatedDateTime: wire.dateTimeOffset('lastUpdatedDateTime'),
  };
}
