/**
 * The record of one key, and the rules between its states. Each rule takes the present record and returns the next one.
 *
 * Graph has no idempotent creation, so the rules hold one promise: after an attempt may have sent, no other attempt
 * sends. An attempt is one request of a client; its `owner` is random and never used twice. A lease says how long others
 * wait for it, not what it has done: a lapsed claim was never sent and may be taken over, and a lapsed send may have
 * been, so its outcome is unknown until the report is found.
 */
export interface KeyRecord {
  readonly fingerprint: string;
  readonly state: 'claimed' | 'sending' | 'unknown' | 'done';
  readonly owner: string;
  /** Times are those of the store. */
  readonly leaseEnd: number;
  readonly expiresAt: number;
  /** The key of the report in Graph, once it is known. */
  readonly id?: string;
}

/** What a claim finds. */
export type Claim =
  | { readonly kind: 'new' }
  /** Another attempt runs. `leftMs`: the rest of its lease. */
  | { readonly kind: 'busy'; readonly leftMs: number }
  /** The key was used with another payload. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'done'; readonly id: string };

/** How an attempt ended: it stored the report, it stored nothing, or neither is certain. */
export type Verdict =
  { readonly kind: 'done'; readonly id: string } | { readonly kind: 'free' } | { readonly kind: 'unknown' };

export interface Claimant {
  readonly owner: string;
  readonly leaseMs: number;
  readonly ttlMs: number;
}

/** `record` undefined: the key has none. */
export interface Step<Answer> {
  readonly record: KeyRecord | undefined;
  readonly answer: Answer;
}

export function claim(found: KeyRecord | undefined, fingerprint: string, by: Claimant, now: number): Step<Claim> {
  const record = found !== undefined && found.expiresAt > now ? found : undefined;
  if (record === undefined) return { record: leased('claimed', fingerprint, by, now), answer: { kind: 'new' } };
  if (record.fingerprint !== fingerprint) return { record, answer: { kind: 'mismatch' } };
  const leftMs = record.leaseEnd - now;
  switch (record.state) {
    case 'claimed':
      if (leftMs > 0) return { record, answer: { kind: 'busy', leftMs } };
      return { record: leased('claimed', fingerprint, by, now), answer: { kind: 'new' } };
    case 'sending':
      if (leftMs > 0) return { record, answer: { kind: 'busy', leftMs } };
      return { record: { ...record, state: 'unknown' }, answer: { kind: 'unknown' } };
    case 'unknown':
      return { record, answer: { kind: 'unknown' } };
    case 'done':
      return { record, answer: { kind: 'done', id: record.id ?? '' } };
  }
}

/**
 * Whether the attempt may send now. It may also do so after its own send has lapsed to unknown: it asks only if Graph has
 * refused its earlier tries, and no other attempt sends from there.
 */
export function send(record: KeyRecord | undefined, by: Claimant, now: number): Step<boolean> {
  if (record === undefined || record.expiresAt <= now || record.owner !== by.owner || record.state === 'done') {
    return { record, answer: false };
  }
  return { record: leased('sending', record.fingerprint, by, now), answer: true };
}

/** Only an attempt itself frees its key. Any attempt that finds the report of an unknown outcome may record it. */
export function settle(
  record: KeyRecord | undefined,
  verdict: Verdict,
  { owner, ttlMs }: Pick<Claimant, 'owner' | 'ttlMs'>,
  now: number,
): KeyRecord | undefined {
  if (record === undefined || record.expiresAt <= now || record.state === 'done') return record;
  const expiresAt = now + ttlMs;
  if (verdict.kind === 'done' && (record.owner === owner || record.state === 'unknown')) {
    return { ...record, state: 'done', id: verdict.id, expiresAt };
  }
  if (record.owner !== owner) return record;
  if (verdict.kind === 'free') return undefined;
  return verdict.kind === 'unknown' ? { ...record, state: 'unknown', expiresAt } : record;
}

/** A record outlives its lease by its whole life: what may have been sent must not be forgotten while it runs. */
function leased(
  state: 'claimed' | 'sending',
  fingerprint: string,
  { owner, leaseMs, ttlMs }: Claimant,
  now: number,
): KeyRecord {
  const leaseEnd = now + leaseMs;
  return { fingerprint, state, owner, leaseEnd, expiresAt: leaseEnd + ttlMs };
}
