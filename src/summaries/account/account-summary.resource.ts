/** Account summaries in Graph: where they live, and what is on the wire -> the object of the schema. */
import type { GraphCollection } from '../../graph/graph-collection.js';
import { pathSegment } from '../../graph/object-id.js';
import { SummaryResource } from '../resource/summary-resource.js';
import type { WireReader } from '../resource/wire-reader.js';
import type { CreateSummaryInput, UpdateSummaryInput } from './account-summary.inputs.js';
import { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export type AccountSummaryResource = SummaryResource<
  MacOSSoftwareUpdateAccountSummary,
  CreateSummaryInput,
  UpdateSummaryInput
>;

/** The parent of all account summaries. */
export const deviceManagement = 'deviceManagement';
const collectionName = 'macOSSoftwareUpdateAccountSummaries';

export function accountSummaryResource(collection: (path: string) => GraphCollection): AccountSummaryResource {
  return new SummaryResource((parentPath) => collection(`${parentPath}/${collectionName}`), {
    odataType: '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
    type: MacOSSoftwareUpdateAccountSummary,
    fromWire,
    lookUp: ['deviceId', 'userId', 'displayName'],
  });
}

/** The path of an account summary whose id came as an argument. */
export function accountSummaryPath(accountSummaryId: string): string {
  return `${deviceManagement}/${collectionName}/${pathSegment(accountSummaryId, 'accountSummaryId')}`;
}

function fromWire(wire: WireReader): MacOSSoftwareUpdateAccountSummary {
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
