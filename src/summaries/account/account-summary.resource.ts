/** Account summaries in Graph: where the REST path and the spelling on the wire meet the objects of the schema. */
import { GraphCollection, type Received, type WireEntity } from '../../graph/graph-collection.js';
import type { GraphClient } from '../../graph/graph-client.js';
import type { Operation } from '../../graph/operation.js';
import { WireReader } from '../shared/wire.js';
import type { CreateSummaryInput } from './account-summary.inputs.js';
import type { MacOSSoftwareUpdateAccountSummary } from './account-summary.type.js';

export class AccountSummaryResource {
  readonly #collection: GraphCollection;

  constructor(client: GraphClient) {
    this.#collection = new GraphCollection(client, 'deviceManagement/macOSSoftwareUpdateAccountSummaries');
  }

  async create(input: CreateSummaryInput, operation: Operation): Promise<MacOSSoftwareUpdateAccountSummary> {
    return fromWire(await this.#collection.create(toWire(input), operation));
  }

  async get(id: string, operation: Operation): Promise<MacOSSoftwareUpdateAccountSummary> {
    return fromWire(await this.#collection.get(id, operation));
  }
}

/** Every documented write body names its type. `id` is sent only when the client gave one. */
export function toWire(input: CreateSummaryInput): WireEntity {
  return {
    '@odata.type': '#microsoft.graph.macOSSoftwareUpdateAccountSummary',
    ...(input.id == null ? {} : { id: input.id }),
    displayName: input.displayName,
    deviceId: input.deviceId,
    userId: input.userId,
    deviceName: input.deviceName,
    userPrincipalName: input.userPrincipalName,
    osVersion: input.osVersion,
    successfulUpdateCount: input.successfulUpdateCount,
    failedUpdateCount: input.failedUpdateCount,
    totalUpdateCount: input.totalUpdateCount,
    lastUpdatedDateTime: input.lastUpdatedDateTime,
  };
}

function fromWire(received: Received): MacOSSoftwareUpdateAccountSummary {
  const wire = new WireReader(received);
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
