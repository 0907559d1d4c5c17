/**
 * Circuits that one caller cannot open for others.
 *
 * In the shared circuit, the outcomes of one caller are too few to open it. A caller whose calls fail while others
 * succeed gets a circuit of its own, so that its calls fail immediately. This also protects a service that has only one
 * caller.
 */
import { LRUCache } from 'lru-cache';
import { Circuit, type Outcome } from './circuit.js';
import type { OutcomeRule } from './outcome-window.js';

/**
 * Only callers with recent failures have a circuit. If one is evicted, opening it again takes the same number of
 * failures.
 */
const maxOwnCircuits = 1000;

/**
 * Whose outcome it is: `share` in the shared circuit, `own` in the caller's own circuit, called only if that exists.
 */
export interface Accountable {
  readonly share: string;
  readonly own: () => string;
}

export interface FairCircuitOptions {
  readonly rule: OutcomeRule;
  /** How long a circuit stays open before a probe. */
  readonly resetMs: number;
  /** What an error says about the service. */
  readonly judge: (error: unknown) => Outcome;
  readonly refusal: (remainingMs: number) => Error;
  /** A circuit was closed and is open now: the shared one, or that of one caller. */
  readonly onOpen?: ((of: 'all' | 'caller') => void) | undefined;
}

export class FairCircuit {
  readonly #shared: Circuit;
  readonly #own = new LRUCache<string, Circuit>({ max: maxOwnCircuits });
  readonly #ownRule: OutcomeRule;

  constructor(private readonly options: FairCircuitOptions) {
    const { rule, resetMs, onOpen } = options;
    this.#shared = new Circuit(rule, resetMs, { onOpen: () => onOpen?.('all') });
    this.#ownRule = { ...rule, ofOne: rule.size };
  }

  /** While a circuit is open, throws the rejection and calls nothing. */
  async execute<T>({ share, own }: Accountable, call: () => Promise<T>, judge = this.options.judge): Promise<T> {
    const ownCircuit = this.#own.size === 0 ? undefined : this.#own.get(own());
    // The caller's own circuit first: a rejected caller must not hold the shared probe.
    const ownAdmission = ownCircuit?.admit(own()) ?? 'call';
    if (typeof ownAdmission === 'number') throw this.options.refusal(ownAdmission);
    const admission = this.#shared.admit(share);
    if (typeof admission === 'number') {
      ownCircuit?.settle(own(), ownAdmission, ownAdmission === 'probe' ? 'failed' : 'says nothing');
      throw this.options.refusal(admission);
    }
    let outcome: Outcome = 'went well';
    try {
      return await call();
    } catch (error) {
      outcome = judge(error);
      throw error;
    } finally {
      this.#shared.settle(share, admission, outcome);
      if (ownCircuit !== undefined || outcome === 'failed') {
        this.#settleOwn(own(), ownCircuit, ownAdmission, outcome);
      }
    }
  }

  /** How many circuits are open. */
  get open(): { readonly all: number; readonly caller: number } {
    let caller = 0;
    for (const circuit of this.#own.values()) if (circuit.isOpen) caller += 1;
    return { all: this.#shared.isOpen ? 1 : 0, caller };
  }

  #newOwn(): Circuit {
    const { resetMs, onOpen } = this.options;
    return new Circuit(this.#ownRule, resetMs, { onOpen: () => onOpen?.('caller') });
  }

  #settleOwn(own: string, known: Circuit | undefined, admission: 'call' | 'probe', outcome: Outcome): void {
    // Several calls of one caller may have started before the first of them failed.
    const circuit = known ?? this.#own.get(own) ?? this.#newOwn();
    circuit.settle(own, admission, outcome);
    if (circuit.isSound) this.#own.delete(own);
    else if (this.#own.get(own) !== circuit) this.#own.set(own, circuit);
  }
}
