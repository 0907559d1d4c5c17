/** One operation of a client, as the REST side sees it: who asks, how long they wait, whether they are still there. */
import type { Logger } from '../telemetry/logger.js';
import type { CostLedger } from './cost-ledger.js';
import type { Caller } from './caller.js';

export interface Operation {
  readonly caller: Caller;
  /** Aborted when the caller hangs up, or has the response while a part of the operation still runs. */
  readonly signal: AbortSignal;
  /** When the operation has to be answered, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly logger: Logger;
  /** What it costs, and how many requests it may still send. */
  readonly ledger: CostLedger;
  /** What Graph has acknowledged so far, in case that something after it fails. */
  readonly written: Written[];
}

/** One acknowledged write: an object's type without its namespace, and its key. */
export interface Written {
  readonly verb: 'create' | 'update' | 'delete';
  readonly type: string;
  readonly id: string;
}
