/** Account summaries in Graph: their address, and the translation from the wire to the object of the schema. */
import type { CollectionAt } from '../resource/resource.js';
import { collections } from '../addresses.js';
import { SummaryResource, type ResourceWith } from '../resource/summary-resource.js';
import type { ReadableProperties, WireReader } from '../resource/wire-reader.js';
import type { CreateSummaryInput, UpdateSummaryInput } from './account-summary.inputs.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export type AccountSummaryResource = ResourceWith<
  'create' | 'createAll' | 'get' | 'update' | 'delete',
  MacOSSoftwareUpdateAccountSummary,
  CreateSummaryInput,
  UpdateSummaryInput
>;

export function accountSummaryResource(collection: CollectionAt): AccountSummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/${collections.accountSummaries}`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
    type: MacOSSoftwareUpdateAccountSummary,
    fromWire,
    keyBelow: 'accountSummaryId',
    lookUp: ['deviceId', 'userId', 'displayName'],
  });
}

function fromWire(wire: WireReader): ReadableProperties<MacOSSoftwareUpdateAccountSummary> {
  return {
    id: wire.id,
    displayName: wire.string('displayName'),
    deviceId: wire.nullableString('deviceId'),
    userId: wire.nullableString('userId'),
    deviceName: wire.nullableString('deviceName'),
    userPrincipalName: wire.nullableString('userPrincipalName'),
    osVersion: wire.nullableString('osVersion'),
    successfulUpdateCount: wire.int32('successfulUpdateCount'),
    failedUpdateCount: wire.int32('failedUpdateCount'),
    totalUpdateCount: wire.int32('totalUpdateCount'),
    lastUpdatedDateTime: wire.dateTimeOffset('lastUpdatedDateTime'),
  };
}
