/** Category summaries in Graph: where they live, and what is on the wire -> the object of the schema. */
import type { GraphCollection } from '../../graph/graph-collection.js';
import { pathSegment } from '../../graph/object-id.js';
import { accountSummaryPath } from '../account/account-summary.resource.js';
import { SummaryResource } from '../resource/summary-resource.js';
import type { WireReader } from '../resource/wire-reader.js';
import type { CreateCategorySummaryInput, UpdateCategorySummaryInput } from './category-summary.inputs.js';
import { MacOSSoftwareUpdateCategorySummary } from './category-summary.type.js';
import { MacOSSoftwareUpdateCategory } from './software-update-category.enum.js';

export type CategorySummaryResource = SummaryResource<
  MacOSSoftwareUpdateCategorySummary,
  CreateCategorySummaryInput,
  UpdateCategorySummaryInput
>;

const collectionName = 'categorySummaries';

export function categorySummaryResource(collection: (path: string) => GraphCollection): CategorySummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/${collectionName}`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateCategorySummary',
    type: MacOSSoftwareUpdateCategorySummary,
    fromWire,
    lookUp: ['updateCategory', 'deviceId', 'userId', 'displayName'],
  });
}

/** The path of a category summary whose ids came as arguments. */
export function categorySummaryPath(accountSummaryId: string, categorySummaryId: string): string {
  const parentPath = accountSummaryPath(accountSummaryId);
  return `${parentPath}/${collectionName}/${pathSegment(categorySummaryId, 'categorySummaryId')}`;
}

function fromWire(wire: WireReader): MacOSSoftwareUpdateCategorySummary {
  return {
    id: wire.id,
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
