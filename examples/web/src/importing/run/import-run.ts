/**
 * Sends an import, slice after slice. What is about to leave is written down before, and what came back afterwards, so that
 * a page that is closed at any moment leaves no doubt about which rows may be stored.
 */
import { failureOfWrite, hasNoKeys, type Failure } from '../../api/failure';
import { verdictOf, type Answer, type Verdict } from './answer';
import { signedOut, storageIsFull } from './own-failures';
import {
  asSent,
  countsOf,
  isOpen,
  isSent,
  mayRepeat,
  withOutcomes,
  type Counts,
  type ImportRow,
  type Slice,
} from './rows';

export interface Parts {
  /** Never rejects. */
  send(rows: readonly ImportRow[]): Promise<Answer>;
  /** The id of the stored report, undefined if there is none. Never rejects. */
  find(row: ImportRow): Promise<{ readonly id: string | undefined } | { readonly failure: Failure }>;
  /** Resolves once it would survive the end of the browser. */
  save(slice: Slice): Promise<void>;
  /** Undefined if no person is signed in. */
  caller(): Promise<string | undefined>;
  /** How long the gateway keeps a key. */
  readonly keyLifetimeMs: number;
  now(): number;
  /** Until the time is over, the signal aborts or, while offline, the network is back. */
  sleep(ms: number | 'offline', signal: AbortSignal): Promise<void>;
  isOnline(): boolean;
}

export interface Progress {
  readonly phase: 'running' | 'pausing' | 'paused' | 'done';
  readonly slices: readonly Slice[];
  readonly counts: Counts;
  /** Until when it waits, in milliseconds; undefined while it waits for the network. */
  readonly wait?: { readonly until: number | undefined; readonly failure: Failure } | undefined;
  /** Why it has stopped by itself. */
  readonly failure?: Failure | undefined;
  /** Of this run alone. */
  readonly settled: number;
  readonly elapsedMs: number;
}

/** Without a wait that the gateway names: about two minutes in all. */
const mostTries = 8;
const longestPauseSeconds = 30;
/** The gateway looks for a report whose outcome is unknown at each repeat, and Graph may show it later. */
const triesBeforeLooking = 3;

export class ImportRun {
  #progress: Progress;
  #stop = new AbortController();
  #ended = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  constructor(
    slices: readonly Slice[],
    private readonly parts: Parts,
  ) {
    const counts = countsOf(slices);
    const phase = counts.waiting + counts.sent === 0 ? 'done' : 'paused';
    this.#progress = { phase, slices, counts, settled: 0, elapsedMs: 0 };
  }

  readonly progress = (): Progress => this.#progress;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  start(): void {
    if (this.#progress.phase !== 'paused') return;
    this.#stop = new AbortController();
    this.#ended = this.#run(this.#stop.signal);
  }

  /** Stops after the slice that is on its way. */
  async pause(): Promise<void> {
    if (this.#progress.phase === 'running') this.#change({ phase: 'pausing' });
    this.#stop.abort();
    await this.#ended;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const startedAt = this.parts.now();
    const openAtStart = openIn(this.#progress.counts);
    this.#change({ phase: 'running', failure: undefined, settled: 0, elapsedMs: 0 });
    const measure = (): void =>
      this.#change({
        settled: openAtStart - openIn(this.#progress.counts),
        elapsedMs: this.parts.now() - startedAt,
      });
    let failure: Failure | undefined;
    for (let index = 0; index < this.#progress.slices.length; index += 1) {
      failure = await this.#settle(index, signal).catch(reasonOf);
      measure();
      if (failure !== undefined || signal.aborted) break;
    }
    const isDone = openIn(this.#progress.counts) === 0;
    this.#change({ phase: isDone ? 'done' : 'paused', wait: undefined, failure });
  }

  /** Until no row of the slice is open; otherwise says why the import stops. */
  async #settle(index: number, signal: AbortSignal): Promise<Failure | undefined> {
    for (let tries = 1; ; tries += 1) {
      const slice = this.#slice(index);
      if (signal.aborted || !slice.rows.some(isOpen)) return undefined;
      const verdict = await this.#try(slice, tries);
      if (verdict.stop !== undefined) return verdict.stop;
      if (verdict.wait === undefined) continue;
      const failure = verdict.wait;
      const isOffline = failure.remedy === 'go online' && !this.parts.isOnline();
      if (isOffline) tries = 0;
      else if (failure.retryAfterSeconds === undefined && tries >= mostTries) return failure;
      // A gateway that keeps no keys refuses the first rows as it would all others.
      if (hasNoKeys(failure) && this.#progress.counts.stored === 0) return failure;
      await this.#wait(failure, isOffline ? undefined : pauseSeconds(failure, tries), signal);
    }
  }

  async #try(slice: Slice, tries: number): Promise<Verdict> {
    const by = await this.parts.caller();
    // Written down as sent, the rows would have to be looked for: their keys would belong to no caller.
    if (by === undefined) return { slice, stop: signedOut };
    const sending = { at: this.parts.now(), by };
    if (!mayRepeat(slice, sending, this.parts.keyLifetimeMs)) return this.#lookUp(slice, slice.rows.filter(isSent));
    const sent = asSent(slice, sending);
    await this.#keep(sent);
    const verdict = verdictOf(slice, sent, await this.parts.send(slice.rows.filter(isOpen)));
    await this.#keep(verdict.slice);
    const { doubtful } = verdict;
    if (verdict.stop !== undefined || doubtful === undefined || tries < triesBeforeLooking) return verdict;
    const rows = verdict.slice.rows.filter(({ key }) => doubtful.has(key));
    if (rows.length === 0) return verdict;
    const looked = await this.#lookUp(verdict.slice, rows);
    return looked.wait === undefined && looked.stop === undefined ? { ...verdict, slice: looked.slice } : looked;
  }

  /** The page looks for rows that it must not send. */
  async #lookUp(slice: Slice, rows: readonly ImportRow[]): Promise<Verdict> {
    let current = slice;
    for (const row of rows) {
      const result = await this.parts.find(row);
      if ('failure' in result) {
        await this.#keep(current);
        const isForLater = result.failure.remedy === 'wait' || result.failure.remedy === 'go online';
        return { slice: current, ...(isForLater ? { wait: result.failure } : { stop: result.failure }) };
      }
      const outcome =
        result.id === undefined
          ? ({ kind: 'unknown' } as const)
          : ({ kind: 'stored', id: result.id, how: 'found' } as const);
      current = withOutcomes(current, new Map([[row.key, outcome]]));
    }
    await this.#keep(current);
    return { slice: current };
  }

  async #wait(failure: Failure, seconds: number | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const until = seconds === undefined ? undefined : this.parts.now() + seconds * 1000;
    this.#change({ wait: { until, failure } });
    await this.parts.sleep(seconds === undefined ? 'offline' : seconds * 1000, signal);
    this.#change({ wait: undefined });
  }

  #slice(index: number): Slice {
    return this.#progress.slices[index] as Slice;
  }

  async #keep(slice: Slice): Promise<void> {
    const slices = this.#progress.slices.with(slice.index, slice);
    this.#change({ slices, counts: countsOf(slices) });
    try {
      await this.parts.save(slice);
    } catch (cause) {
      throw new StorageError('The progress was not kept.', { cause });
    }
  }

  #change(change: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change };
    for (const changed of this.#listeners) changed();
  }
}

/** Rows without an outcome. */
export const openIn = ({ waiting, sent }: Counts): number => waiting + sent;

const pauseSeconds = ({ retryAfterSeconds }: Failure, tries: number): number =>
  retryAfterSeconds ?? Math.min(longestPauseSeconds, 2 ** (tries - 1));

class StorageError extends Error {}

/** Nothing is sent that is not written down. */
const reasonOf = (error: unknown): Failure => (error instanceof StorageError ? storageIsFull : failureOfWrite(error));
