/** Records in the memory of one process: for development, and for a gateway that runs alone. */
import { claim, send, settle, type Claim, type KeyRecord, type Verdict } from './record.js';
import { StoreError, type IdempotencyStore, type RecordName, type Wanted } from './store.js';

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

  claim(owner: string, leaseMs: number, wanted: readonly Wanted[]): Promise<readonly Claim[]> {
    const now = this.#now();
    const added = wanted.filter(({ name }) => !this.#records.has(name)).length;
    if (added > this.#room(added, now)) {
      // A forgotten key would not protect, so a full store refuses keys instead.
      return Promise.reject(new StoreError('The memory for idempotency keys is full', false));
    }
    const by = { owner, leaseMs, ttlMs: this.#ttlMs };
    const claims = wanted.map(({ name, fingerprint }) =>
      this.#apply(name, (record) => claim(record, fingerprint, by, now)),
    );
    return Promise.resolve(claims);
  }

  send(owner: string, leaseMs: number, names: readonly RecordName[]): Promise<readonly boolean[]> {
    const now = this.#now();
    const by = { owner, leaseMs, ttlMs: this.#ttlMs };
    return Promise.resolve(names.map((name) => this.#apply(name, (record) => send(record, by, now))));
  }

  settle(owner: string, verdicts: ReadonlyMap<RecordName, Verdict>): Promise<void> {
    const now = this.#now();
    for (const [name, verdict] of verdicts) {
      this.#apply(name, (record) => ({
        record: settle(record, verdict, { owner, ttlMs: this.#ttlMs }, now),
        answer: undefined,
      }));
    }
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

  /** Records that have expired leave when their place is needed. */
  #room(needed: number, now: number): number {
    if (this.#records.size + needed > maxRecords) {
      for (const [name, { expiresAt }] of this.#records) if (expiresAt <= now) this.#records.delete(name);
    }
    return maxRecords - this.#records.size;
  }
}
