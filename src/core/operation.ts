/**
 * One operation of a client, as the REST side sees it: its caller, its deadline, and whether the client is still
 * connected.
 */
import type { Logger } from '../telemetry/logger.js';
import type { CostLedger } from './cost-ledger.js';
import type { Caller } from './caller.js';
import type { OperationRecord } from './operation-record.js';

/** The reason of an abort. */
export const callerLeft = new Error('The client disconnected.');

export interface Operation {
  readonly caller: Caller;
  /**
   * Aborted when the client disconnects, when it has the response while a part of the operation still runs, or when the
   * gateway stops and does not wait longer. The reason is an `Error` with a sentence for the client.
   */
  readonly signal: AbortSignal;
  /** The deadline of the operation, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly logger: Logger;
  /** For the log. */
  readonly record: OperationRecord;
  /** What the operation costs, and how many requests it may still send. */
  readonly ledger: CostLedger;
  /** What Graph has acknowledged so far, in case something later fails. */
  readonly written: Written[];
}

/** One acknowledged write: an object's type, its key, and the keys of the objects that contain it by their names. */
export interface Written extends Readonly<Record<string, string>> {
  readonly verb: 'create' | 'update' | 'delete';
  /** The name in the schema, which clients have as `__typename`. */
  readonly type: string;
  readonly id: string;
}
