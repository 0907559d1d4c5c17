/** State summaries in Graph: where they live, and what is on the wire -> the object of the schema. */
import type { GraphCollection } from '../../graph/graph-collection.js';
import { MacOSSoftwareUpdateCategory } from '../category/software-update-category.enum.js';
import { SummaryResource } from '../resource/summary-resource.js';
import type { WireReader } from '../resource/wire-reader.js';
import { MacOSSoftwareUpdateState } from './software-update-state.enum.js';
import type { CreateStateSummaryInput, UpdateStateSummaryInput } from './state-summary.inputs.js';
import { MacOSSoftwareUpdateStateSummary } from './state-summary.type.js';

export type StateSummaryResource = SummaryResource<
  MacOSSoftwareUpdateStateSummary,
  CreateStateSummaryInput,
  UpdateStateSummaryInput
>;

export function stateSummaryResource(collection: (path: string) => GraphCollection): StateSummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/updateStateSummaries`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateStateSummary',
    type: MacOSSoftwareUpdateStateSummary,
    fromWire,
    lookUp: ['productKey', 'updateVersion', 'displayName'],
  });
}

function fromWire(wire: WireReader): MacOSSoftwareUpdateStateSummary {
  return {
    id: wire.id,
    displayName: wire.string('displayName'),
    productKey: wire.nullableString('productKey'),
    updateCategory: wire.member('updateCategory', MacOSSoftwareUpdateCategory),
    updateVersion: wire.nullableString('updateVersion'),
    state: wire.member('state', MacOSSoftwareUpdateState),
    lastUpdatedDateTime: wire.dateTimeOffset('lastUpdatedDateTime'),
  };
}
