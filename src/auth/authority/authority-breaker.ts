/**
 * While the authority fails, it is not called: requests are rejected immediately, and one probe at a time finds out
 * when it is back.
 *
 * Refusals are responses and do not count. Outages count, at most two of them for one user.
 */
import { FairCircuit } from '../../core/circuit/fair-circuit.js';
import { AuthorityError } from './authority-failure.js';

/** Failures in a row that open the circuit, of at least three users. */
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
      refusal: () => new AuthorityError('unavailable', { reason: 'it has failed repeatedly', retryAfterSeconds }),
    });
  }

  /** `whose` is the user for whom the authority is asked, or the gateway's own purpose. */
  execute<T>(whose: string, call: () => Promise<T>): Promise<T> {
    return this.#circuit.execute({ share: whose, own: () => whose }, call);
  }
}
