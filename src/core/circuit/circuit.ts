/**
 * One circuit: closed while calls succeed, open for a while after most of them failed, then one probe at a time.
 *
 * After a failed probe, the caller of that probe must wait as long as the circuit was open before it may probe again.
 * Otherwise one caller whose input always fails could send every probe and keep the circuit open.
 *
 * A probe without a quick response counts as failed, and the next one may be sent: the probe is a caller's call with its
 * own deadline, which may be many times as long. If it succeeds later, the circuit closes.
 */
import { OutcomeWindow, type OutcomeRule } from './outcome-window.js';

export type Outcome = 'went well' | 'failed' | 'says nothing';
/** Whether a call may be sent, and as what; otherwise after how many milliseconds to ask again. */
export type Admission = 'call' | 'probe' | number;

/** The duration of a running probe is unknown. */
const leastWaitMs = 100;
/** A response within this time is not slow, however short the circuit stays open. */
const leastPatienceMs = 1000;

export class Circuit {
  readonly #now: () => number;
  readonly #onOpen: (() => void) | undefined;
  readonly #window: OutcomeWindow;
  /** Undefined while the circuit is closed. */
  #openedAt: number | undefined;
  #probe: { readonly share: string; readonly overdueAt: number } | undefined;
  /** The caller of the last failed probe. */
  #lastProbe: string | undefined;

  constructor(
    private readonly rule: OutcomeRule,
    private readonly resetMs: number,
    options: { readonly now?: () => number; readonly onOpen?: () => void } = {},
  ) {
    this.#window = new OutcomeWindow(rule);
    this.#now = options.now ?? ((): number => performance.now());
    this.#onOpen = options.onOpen;
  }

  /** Several callers share it, under a rule that keeps any one of them from being the only one that counts. */
  get #isShared(): boolean {
    return this.rule.ofOne < this.rule.size;
  }

  get isOpen(): boolean {
    return this.#openedAt !== undefined;
  }

  /** Closed, with no recorded failure. */
  get isSound(): boolean {
    return this.#openedAt === undefined && this.#window.failures === 0;
  }

  admit(share: string): Admission {
    if (this.#openedAt === undefined) return 'call';
    this.#giveUpProbe();
    const sinceMs = this.#now() - this.#openedAt;
    const openMs = this.#lastProbe === share && this.#isShared ? 2 * this.resetMs : this.resetMs;
    if (this.#probe !== undefined || sinceMs < openMs) return Math.max(openMs - sinceMs, leastWaitMs);
    this.#probe = { share, overdueAt: this.#now() + Math.max(this.resetMs, leastPatienceMs) };
    return 'probe';
  }

  settle(share: string, admission: Admission, outcome: Outcome): void {
    if (admission === 'probe') return this.#settleProbe(share, outcome);
    // A call that began before the circuit opened adds no information.
    if (this.#openedAt !== undefined || outcome === 'says nothing') return;
    this.#window.add(share, outcome === 'failed');
    if (outcome === 'failed' && this.#window.failsMostly) this.#open(undefined);
  }

  /** A probe whose caller disconnects closes the circuit. If the service still fails, the circuit soon opens again. */
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
    if (this.#probe === undefined || this.#now() < this.#probe.overdueAt) return;
    const { share, overdueAt } = this.#probe;
    this.#probe = undefined;
    this.#open(share, overdueAt);
  }

  #open(probe: string | undefined, at = this.#now()): void {
    if (this.#openedAt === undefined) this.#onOpen?.();
    this.#openedAt = at;
    this.#lastProbe = probe;
  }
}
