/** Where the records of keys are, by their names. A call concerns 1 to {@link maxKeys} of one caller; answers are in their order. */
import type { Counted } from '../telemetry/events.js';
import type { Claim, Verdict } from './record.js';

/** The unit of a `$batch`. */
export const maxKeys = 20;

/** As record-names.ts makes it. */
export type RecordName = string;

export interface Wanted {
  readonly name: RecordName;
  readonly fingerprint: string;
}

/** A call failed. `sent`: it may have been carried out, or be carried out later. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    message: string,
    readonly sent: boolean,
  ) {
    super(message);
  }
}

/** Every failure is a {@link StoreError}. The rules of record.ts hold whatever fails. `log`: that of the request that waits. */
export interface IdempotencyStore {
  claim(owner: string, leaseMs: number, wanted: readonly Wanted[], log?: Counted): Promise<readonly Claim[]>;
  /** Whether the creation of each key may be sent. */
  send(owner: string, leaseMs: number, names: readonly RecordName[], log?: Counted): Promise<readonly boolean[]>;
  settle(owner: string, verdicts: ReadonlyMap<RecordName, Verdict>, log?: Counted): Promise<void>;
}
