/**
 * One circuit: closed while calls go well, open for a while after they have failed mostly, then one probe at a time.
 *
 * A caller whose probe failed leaves the next one to others for as long as the circuit was open: otherwise one caller with an
 * input that always fails could be every probe and keep the circuit open.
 *
 * A probe that is not answered soon counts as failed, and the next one may go out: the probe itself is a caller's call and has its own
 * time, which may be many times as long. If it goes well after all, the circuit closes.
 */
import { OutcomeWindow, type OutcomeRule } from './outcome-window.js';

export type Outcome = 'went well' | 'failed' | 'says nothing';
/** Whether a call may go out, as what; or after how many milliseconds it may ask again. */
export type Admission = 'call' | 'probe' | number;

/** How long a probe takes is unknown while it runs. */
const leastWaitMs = 100;
/** What is answered within this time is not slow, however short the circuit stays open. */
const leastPatienceMs = 1000;

export class Circuit {
  readonly #window: OutcomeWindow;
  /** Undefined while the circuit is closed. */
  #openedAt: number | undefined;
  #probe: { readonly share: string; readonly overdueAt: number } | undefined;
  /** Whose probe failed last. */
  #lastProbe: string | undefined;

  constructor(
    private readonly rule: OutcomeRule,
    private readonly resetMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#window = new OutcomeWindow(rule);
  }

  /** Several callers use it, by a rule under which none of them is the only one that counts. */
  get #isShared(): boolean {
    return this.rule.ofOne < this.rule.size;
  }

  /** Closed, and without a failure to remember. */
  get isSound(): boolean {
    return this.#openedAt === undefined && this.#window.failures === 0;
  }

  admit(share: string): Admission {
    if (this.#openedAt === undefined) return 'call';
    this.#giveUpProbe();
    const sinceMs = this.now() - this.#openedAt;
    const openMs = this.#lastProbe === share && this.#isShared ? 2 * this.resetMs : this.resetMs;
    if (this.#probe !== undefined || sinceMs < openMs) return Math.max(openMs - sinceMs, leastWaitMs);
    this.#probe = { share, overdueAt: this.now() + Math.max(this.resetMs, leastPatienceMs) };
    return 'probe';
  }

  settle(share: string, admission: Admission, outcome: Outcome): void {
    if (admission === 'probe') return this.#settleProbe(share, outcome);
    // What began before the circuit opened says nothing new about it.
    if (this.#openedAt !== undefined || outcome === 'says nothing') return;
    this.#window.add(share, outcome === 'failed');
    if (outcome === 'failed' && this.#window.failsMostly) this.#open(undefined);
  }

  /** A probe whose caller leaves closes the circuit: if it is still to be open, it opens again soon. */
  #settleProbe(share: string, outcome: Outcome): void {
    // Given up before; by now another one may be out, whose outcome is still to come.
    if (this.#probe?.share !== share && outcome !== 'went well') return;
    this.#probe = undefined;
    if (outcome === 'failed') return this.#open(share);
    this.#openedAt = undefined;
    this.#lastProbe = undefined;
    this.#window.clear();
  }

  #giveUpProbe(): void {
    if (this.#probe === undefined || this.now() < this.#probe.overdueAt) return;
    const { share, overdueAt } = this.#probe;
    this.#probe = undefined;
    this.#open(share, overdueAt);
  }

  #open(probe: string | undefined, at = this.now()): void {
    this.#openedAt = at;
    this.#lastProbe = probe;
  }
}
