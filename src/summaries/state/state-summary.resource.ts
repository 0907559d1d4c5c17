/** State summaries in Graph: their address, and the translation from the wire to the object of the schema. */
import type { CollectionAt } from '../resource/resource.js';
import { MacOSSoftwareUpdateCategory } from '../software-update-category.enum.js';
import { collections } from '../addresses.js';
import { SummaryResource, type ResourceWith } from '../resource/summary-resource.js';
import type { ReadableProperties, WireReader } from '../resource/wire-reader.js';
import { MacOSSoftwareUpdateState } from './software-update-state.enum.js';
import type { CreateStateSummaryInput, UpdateStateSummaryInput } from './state-summary.inputs.js';
import { MacOSSoftwareUpdateStateSummary } from './state-summary.type.js';

export type StateSummaryResource = ResourceWith<
  'create' | 'get' | 'list' | 'update' | 'delete',
  MacOSSoftwareUpdateStateSummary,
  CreateStateSummaryInput,
  UpdateStateSummaryInput
>;

export function stateSummaryResource(collection: CollectionAt): StateSummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/${collections.updateStateSummaries}`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateStateSummary',
    type: MacOSSoftwareUpdateStateSummary,
    fromWire,
    lookUp: ['productKey', 'updateVersion', 'displayName'],
  });
}

function fromWire(wire: WireReader): ReadableProperties<MacOSSoftwareUpdateStateSummary> {
  return {
    id: wire.id,
    accountSummaryId: wire.keyAbove('accountSummaryId'),
    categorySummaryId: wire.keyAbove('categorySummaryId'),
    displayName: wire.string('displayName'),
    productKey: wire.nullableString('productKey'),
    updateCategory: wire.member('updateCategory', MacOSSoftwareUpdateCategory),
    updateVersion: wire.nullableString('updateVersion'),
    state: wire.member('state', MacOSSoftwareUpdateState),
    lastUpdatedDateTime: wire.dateTimeOffset('lastUpdatedDateTime'),
  };
}
