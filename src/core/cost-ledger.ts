/**
 * What one operation costs: the estimate from before it runs, and the requests that it sends.
 *
 * The number of children and pages is known only at run time, so each request is charged before it is sent. Requests
 * within the estimate add nothing to the cost; beyond it the cost grows, up to the limit. So no operation sends more
 * requests than the limit, whatever Graph returns. Retries are not charged: the retry budget limits them.
 */
import { GatewayError } from './gateway-error.js';
import type { Access } from './access.js';

/** The unit is one request to Graph, alone or in a `$batch`. Graph counts both alike. */
export const readCost = 1;

/** Graph limits writes more strictly than reads. The weight also covers reading a changed object again. */
export const writeCost = 10;

/** What is known of an operation before it runs. Most operations never need the numbers that are computed. */
export interface Estimated {
  /** The estimate is at least this, if the operation sends any request. */
  readonly least: number;
  readonly total: () => number;
  /** The part of the estimate that the writes cost. Reads cannot use it. */
  readonly writes: () => number;
}

export class CostLedger {
  #estimated: Estimated = { least: 0, total: () => 0, writes: () => 0 };
  #estimate: number | undefined;
  #estimatedWrites: number | undefined;
  #spent = 0;
  #spentOnWrites = 0;
  #refused = false;

  constructor(readonly limit: number) {}

  open(estimated: Estimated): void {
    this.#estimated = estimated;
    this.#estimate = undefined;
    this.#estimatedWrites = undefined;
  }

  /** What the operation has cost so far. */
  get charged(): number {
    return Math.max(this.estimate, this.#spent);
  }

  get estimate(): number {
    this.#estimate ??= this.#estimated.total();
    return this.#estimate;
  }

  /** Whether the operation has cost more than the estimate. */
  get isUnderestimated(): boolean {
    return this.#spent > this.#estimated.least && this.#spent > this.estimate;
  }

  /** Whether a request was not sent because of the limit. */
  get refused(): boolean {
    return this.#refused;
  }

  /** Charges as many of `count` requests as the limit allows, and returns that number. The others must not be sent. */
  charge(access: Access, count: number): number {
    const cost = access === 'write' ? writeCost : readCost;
    const possible = Math.floor((this.limit - this.#spent - this.#reserved(access)) / cost);
    const granted = Math.max(0, Math.min(count, possible));
    this.#spent += granted * cost;
    if (access === 'write') this.#spentOnWrites += granted * cost;
    if (granted < count) this.#refused = true;
    return granted;
  }

  /** For `count` requests that were not allowed. */
  refusal(access: Access, count: number): GatewayError {
    const cost = this.#spent + this.#reserved(access) + count * (access === 'write' ? writeCost : readCost);
    return new GatewayError('COST_LIMIT_EXCEEDED', costSentence(cost, this.limit));
  }

  /** The reads of a mutation must not prevent its later writes. */
  #reserved(access: Access): number {
    if (access === 'write') return 0;
    this.#estimatedWrites ??= this.#estimated.writes();
    return Math.max(0, this.#estimatedWrites - this.#spentOnWrites);
  }
}

/** The same sentence before an operation runs and while it runs. */
export function costSentence(cost: number, limit: number): string {
  // Nested fragments could make a number with more digits than a sentence should have.
  const total = cost > 1e9 ? 'more than 1,000,000,000' : cost.toLocaleString('en');
  return `The operation costs ${total}; the limit is ${limit.toLocaleString('en')}.`;
}
