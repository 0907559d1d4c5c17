/**
 * Circuits that one caller cannot open for others.
 *
 * In the circuit that all share, one caller's outcomes are a part that is too small to open it. A caller who fails alone has
 * a circuit of their own, so that their calls fail at once as well; that is also what protects a service with one caller.
 */
import { LRUCache } from 'lru-cache';
import { Circuit, type Outcome } from './circuit.js';
import type { OutcomeRule } from './outcome-window.js';

/** Only callers who failed lately have one. A forgotten one costs as many failures as it takes to open. */
const maxOwnCircuits = 1000;

/** Whose outcome it is: `share` in the shared circuit, `own` for the caller's own one, asked for when there are such. */
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
}

export class FairCircuit {
  readonly #shared: Circuit;
  readonly #own = new LRUCache<string, Circuit>({ max: maxOwnCircuits });
  readonly #ownRule: OutcomeRule;

  constructor(private readonly options: FairCircuitOptions) {
    const { rule, resetMs } = options;
    this.#shared = new Circuit(rule, resetMs);
    this.#ownRule = { ...rule, ofOne: rule.size };
  }

  /** Fails with the refusal, and calls nothing, while a circuit is open. */
  async execute<T>({ share, own }: Accountable, call: () => Promise<T>): Promise<T> {
    const ownCircuit = this.#own.size === 0 ? undefined : this.#own.get(own());
    // The caller's own first: a refused caller must not hold the probe of all.
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
      outcome = this.options.judge(error);
      throw error;
    } finally {
      this.#shared.settle(share, admission, outcome);
      if (ownCircuit !== undefined || outcome === 'failed') {
        this.#settleOwn(own(), ownCircuit, ownAdmission, outcome);
      }
    }
  }

  #settleOwn(own: string, known: Circuit | undefined, admission: 'call' | 'probe', outcome: Outcome): void {
    // Several calls of one caller may have begun before the first of them failed.
    const circuit = known ?? this.#own.get(own) ?? new Circuit(this.#ownRule, this.options.resetMs);
    circuit.settle(own, admission, outcome);
    if (circuit.isSound) this.#own.delete(own);
    else if (this.#own.get(own) !== circuit) this.#own.set(own, circuit);
  }
}
