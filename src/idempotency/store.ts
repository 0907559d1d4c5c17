/** Where the records of keys are. A call concerns 1 to {@link maxKeys} keys of one caller; answers are in their order. */
import type { Claim, Verdict } from './record.js';

/** The unit of a `$batch`. */
export const maxKeys = 20;

export interface AttemptOf {
  /** Who calls, as `TokenSource.scopeOf` says. Equal keys of different callers have nothing in common. */
  readonly scope: string;
  readonly owner: string;
}

export interface WantedKey {
  readonly key: string;
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

/** Every failure is a {@link StoreError}. The rules of record.ts hold whatever fails. */
export interface IdempotencyStore {
  claim(attempt: AttemptOf, leaseMs: number, wanted: readonly WantedKey[]): Promise<readonly Claim[]>;
  /** Whether the creation of each key may be sent. */
  send(attempt: AttemptOf, leaseMs: number, keys: readonly string[]): Promise<readonly boolean[]>;
  settle(attempt: AttemptOf, verdicts: ReadonlyMap<string, Verdict>): Promise<void>;
}
