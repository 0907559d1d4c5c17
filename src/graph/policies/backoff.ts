/**
 * How long to wait before the next try, in milliseconds: what Graph asks for, otherwise exponentially longer with
 * jitter.
 */
import { ExponentialBackoff, halfJitterGenerator, type IBackoff, type IBackoffFactory } from 'cockatiel';
import type { GatewayError } from '../../core/gateway-error.js';

/** Graph throttles over 20 s; a try after less than half a second would only add to the caller's count. */
const throttled = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 1000, maxDelay: 8000 });
const failed = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 200, maxDelay: 5000 });

/** One for each series of tries. */
export class Backoff {
  #next: IBackoff<undefined> | undefined;

  /** The longest time that one of the failures asks for. */
  waitMs(failures: readonly GatewayError[]): number {
    const requested = failures.flatMap(({ details }) => details.retryAfterSeconds ?? []);
    const silent = failures.filter(({ details }) => details.retryAfterSeconds === undefined);
    const own = silent.length === 0 ? 0 : this.#grow(silent.some(({ code }) => code === 'RATE_LIMITED'));
    return Math.max(own, ...requested.map((seconds) => seconds * 1000));
  }

  #grow(isThrottled: boolean): number {
    const factory: IBackoffFactory<undefined> = this.#next ?? (isThrottled ? throttled : failed);
    this.#next = factory.next(undefined);
    return this.#next.duration;
  }
}
