/** Records in the memory of one process: for development, and for a gateway that runs alone. */
import { claim, send, settle, type Claim, type KeyRecord, type Verdict } from './record.js';
import { recordNames } from './record-names.js';
import { StoreError, type AttemptOf, type IdempotencyStore, type WantedKey } from './store.js';

/** About 3 MB. */
export const maxRecords = 10_000;

export class MemoryStore implements IdempotencyStore {
  readonly #records = new Map<string, KeyRecord>();
  readonly #ttlMs: number;
  readonly #now: () => number;

  /** `now` never steps back. */
  constructor(ttlMs: number, now = () => performance.now()) {
    this.#ttlMs = ttlMs;
    this.#now = now;
  }

  claim({ scope, owner }: AttemptOf, leaseMs: number, wanted: readonly WantedKey[]): Promise<readonly Claim[]> {
    const now = this.#now();
    const names = recordNames(
      scope,
      wanted.map(({ key }) => key),
    );
    if (names.filter((name) => !this.#records.has(name)).length > this.#room(now)) {
      // A forgotten key would not protect, so a full store refuses keys instead.
      return Promise.reject(new StoreError('The memory for idempotency keys is full', false));
    }
    const by = { owner, leaseMs, ttlMs: this.#ttlMs };
    const claims = wanted.map(({ fingerprint }, index) =>
      this.#apply(names[index] as string, (record) => claim(record, fingerprint, by, now)),
    );
    return Promise.resolve(claims);
  }

  send({ scope, owner }: AttemptOf, leaseMs: number, keys: readonly string[]): Promise<readonly boolean[]> {
    const now = this.#now();
    const by = { owner, leaseMs, ttlMs: this.#ttlMs };
    const allowed = recordNames(scope, keys).map((name) => this.#apply(name, (record) => send(record, by, now)));
    return Promise.resolve(allowed);
  }

  settle({ scope, owner }: AttemptOf, verdicts: ReadonlyMap<string, Verdict>): Promise<void> {
    const now = this.#now();
    const names = recordNames(scope, [...verdicts.keys()]);
    [...verdicts.values()].forEach((verdict, index) => {
      this.#apply(names[index] as string, (record) => ({
        record: settle(record, verdict, { owner, ttlMs: this.#ttlMs }, now),
        answer: undefined,
      }));
    });
    return Promise.resolve();
  }

  #apply<Answer>(
    name: string,
    rule: (record: KeyRecord | undefined) => { record: KeyRecord | undefined; answer: Answer },
  ): Answer {
    const { record, answer } = rule(this.#records.get(name));
    if (record === undefined) this.#records.delete(name);
    else this.#records.set(name, record);
    return answer;
  }

  #room(now: number): number {
    if (this.#records.size >= maxRecords) {
      for (const [name, { expiresAt }] of this.#records) if (expiresAt <= now) this.#records.delete(name);
    }
    return maxRecords - this.#records.size;
  }
}
