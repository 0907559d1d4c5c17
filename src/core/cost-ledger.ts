/**
 * What one operation costs: the estimate that was made before it ran, and the requests that it sends.
 *
 * How many children and pages there are is known only at run time. Each request is charged before it is sent. As long as
 * the requests stay within the estimate, they cost nothing more; beyond it the cost of the operation grows, up to the
 * limit. So no operation sends more requests than the limit, whatever Graph answers. Repetitions are not charged: the
 * retry budget bounds those.
 */
import { GatewayError } from './gateway-error.js';
import type { Access } from './access.js';

/** The unit is one request to Graph, alone or in a `$batch`, since Graph counts these alike. */
export const readCost = 1;

/** Graph limits writes more strictly than reads. It pays for a change that has to be read again as well. */
export const writeCost = 10;

export class CostLedger {
  #estimate = 0;
  /** The part of the estimate that belongs to writes: not computed before a read asks for it. */
  #writes: () => number = () => 0;
  #estimatedWrites: number | undefined;
  #spent = 0;
  #spentOnWrites = 0;
  #refused = false;

  constructor(readonly limit: number) {}

  /** `writes`: the part of the estimate that its writes cost. Reads cannot spend it. */
  open(estimate: number, writes: () => number): void {
    this.#estimate = estimate;
    this.#writes = writes;
    this.#estimatedWrites = undefined;
  }

  /** What the operation costs by now. */
  get charged(): number {
    return Math.max(this.#estimate, this.#spent);
  }

  get estimate(): number {
    return this.#estimate;
  }

  /** Whether a request was not sent because of the limit. */
  get refused(): boolean {
    return this.#refused;
  }

  /** Charges as many of `count` requests as the limit allows, and returns how many that is. The others must not be sent. */
  charge(access: Access, count: number): number {
    const cost = access === 'write' ? writeCost : readCost;
    const possible = Math.floor((this.limit - this.#spent - this.#reserved(access)) / cost);
    const granted = Math.max(0, Math.min(count, possible));
    this.#spent += granted * cost;
    if (access === 'write') this.#spentOnWrites += granted * cost;
    if (granted < count) this.#refused = true;
    return granted;
  }

  /** For `count` requests that were not granted. */
  refusal(access: Access, count: number): GatewayError {
    const cost = this.#spent + this.#reserved(access) + count * (access === 'write' ? writeCost : readCost);
    return new GatewayError('COST_LIMIT_EXCEEDED', costSentence(cost, this.limit));
  }

  /** The reads of a mutation must not prevent the writes that come after them. */
  #reserved(access: Access): number {
    if (access === 'write') return 0;
    this.#estimatedWrites ??= this.#writes();
    return Math.max(0, this.#estimatedWrites - this.#spentOnWrites);
  }
}

/** The same before an operation runs and while it does. */
export function costSentence(cost: number, limit: number): string {
  // A bomb of fragments would have more digits than a sentence can hold.
  const total = cost > 1e9 ? 'more than 1,000,000,000' : cost.toLocaleString('en');
  return `The operation costs ${total}; at most ${limit.toLocaleString('en')} are possible.`;
}
