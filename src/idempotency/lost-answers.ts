/**
 * Which requests were not answered, for the time in which a client may send them again by itself. Bounded for each caller and
 * in total; beyond that the oldest is forgotten, and its repeat counts as another request.
 */
import type { LostAnswer } from './keyed-creation.js';

/** Browsers repeat within milliseconds. */
export const rememberedMs = 10_000;
const maxAnswers = 1000;
const maxAnswersOfOne = 50;

/** Hashes: what identifies the caller, and the caller with the whole request. */
export interface RequestName {
  readonly caller: string;
  readonly digest: string;
}

export interface NamedAnswer extends LostAnswer {
  readonly name: RequestName;
  /** Resolves when the outcomes are recorded: false if nothing was sent. */
  readonly ready: Promise<boolean>;
  /** Another gateway may answer the repeat. */
  readonly isShared: () => boolean;
}

export class LostAnswers {
  readonly #byCaller = new Map<string, NamedAnswer[]>();
  readonly #timers = new Map<NamedAnswer, NodeJS.Timeout>();

  get isEmpty(): boolean {
    return this.#byCaller.size === 0;
  }

  has(caller: string): boolean {
    return this.#byCaller.has(caller);
  }

  add(answer: NamedAnswer): void {
    const { caller } = answer.name;
    let ofCaller = this.#byCaller.get(caller);
    const isFull = this.#timers.size >= maxAnswers;
    if (ofCaller !== undefined && ofCaller.length >= maxAnswersOfOne) this.forget(ofCaller[0]);
    else if (isFull) this.forget(this.#timers.keys().next().value);
    ofCaller = this.#byCaller.get(caller);
    if (ofCaller === undefined) this.#byCaller.set(caller, [answer]);
    else ofCaller.push(answer);
    this.#timers.set(answer, setTimeout(() => this.forget(answer), rememberedMs).unref());
  }

  /** Each is taken once: two equal creations that a client means are two. */
  take({ caller, digest }: RequestName): NamedAnswer | undefined {
    const found = this.#byCaller.get(caller)?.find(({ name }) => name.digest === digest);
    this.forget(found);
    return found;
  }

  forget(answer: NamedAnswer | undefined): void {
    if (answer === undefined || !this.#timers.has(answer)) return;
    clearTimeout(this.#timers.get(answer));
    this.#timers.delete(answer);
    const { caller } = answer.name;
    const others = this.#byCaller.get(caller)?.filter((each) => each !== answer) ?? [];
    if (others.length === 0) this.#byCaller.delete(caller);
    else this.#byCaller.set(caller, others);
  }

  /** By its id. */
  find(id: string): NamedAnswer | undefined {
    for (const answer of this.#timers.keys()) if (answer.id === id) return answer;
    return undefined;
  }
}
