/**
 * While the authority fails, it is not called: callers are rejected at once, and one try at a time finds out when it is back.
 *
 * Refusals are answers. An outage is what counts, and of one user it counts twice at most.
 */
import { FairCircuit } from '../../core/circuit/fair-circuit.js';
import { AuthorityError } from './authority-failure.js';

/** Failures in a row, of three users at least, before the circuit opens. */
export const threshold = 5;
const rule = { size: threshold, minimum: threshold, threshold: (threshold - 0.5) / threshold, ofOne: 2 } as const;

export class AuthorityBreaker {
  readonly #circuit: FairCircuit;

  constructor(resetMs: number) {
    const retryAfterSeconds = Math.ceil(resetMs / 100) / 10;
    this.#circuit = new FairCircuit({
      rule,
      resetMs,
      judge: (error) => {
        if (!(error instanceof AuthorityError)) return 'says nothing';
        return error.kind === 'unavailable' ? 'failed' : 'went well';
      },
      refusal: () => new AuthorityError('unavailable', { reason: 'it failed too often just now', retryAfterSeconds }),
    });
  }

  /** `whose` is the user for whom the authority is asked, or what the gateway asks for itself. */
  execute<T>(whose: string, call: () => Promise<T>): Promise<T> {
    return this.#circuit.execute({ share: whose, own: () => whose }, call);
  }
}
