/**
 * Checks the order of Graph's rows without knowing the collation by which Graph sorts texts.
 *
 * Graph documents no collation, and databases differ: case, accents and punctuation may count or not, and a missing
 * value may come first or last. Rows are in order if one of these ways explains all of them. The first way is the
 * gateway's own, so rows that Graph sorts by code units cost nothing more.
 */
import type { Order } from '../../graph/odata.js';
import { compareKeysBy, type Comparing, type Keys } from './order.js';

/** `known`: one of the ways below must explain the rows. `any`: texts may be in any order. */
export type Trust = 'known' | 'any';

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '');
const after =
  (change: (text: string) => string) =>
  (a: string, b: string): number =>
    byCodeUnits(change(a), change(b));

const collators = (['variant', 'accent', 'base', 'case'] as const).flatMap((sensitivity) =>
  [false, true].map((ignorePunctuation) => new Intl.Collator('en', { sensitivity, ignorePunctuation }).compare),
);

const collations: readonly Comparing['texts'][] = [
  byCodeUnits,
  after((text) => text.toLowerCase()),
  after((text) => text.toUpperCase()),
  after(withoutAccents),
  after((text) => withoutAccents(text).toLowerCase()),
  after((text) => withoutAccents(text).toUpperCase()),
  ...collators,
];

const ways = (texts: readonly Comparing['texts'][]): Comparing[] =>
  texts.flatMap((each) => (['first', 'last'] as const).map((missing) => ({ texts: each, missing })));

const known = ways(collations);
const any = [...known, ...ways(['unknown'])];

export class OrderCheck {
  readonly #rows: Keys[] = [];
  readonly #ways: readonly Comparing[];
  #way = 0;

  constructor(
    private readonly orders: readonly Order[],
    trust: Trust,
  ) {
    this.#ways = trust === 'any' ? any : known;
  }

  /** Adds the next row. False if no way explains all rows so far. */
  isInOrder(keys: Keys): boolean {
    this.#rows.push(keys);
    if (this.#explains(this.#rows.length - 1)) return true;
    for (this.#way += 1; this.#way < this.#ways.length; this.#way += 1) {
      if (this.#explains(1)) return true;
    }
    return false;
  }

  /** Whether the present way explains the rows from `start`, each against the previous one. */
  #explains(start: number): boolean {
    const way = this.#ways[this.#way];
    if (way === undefined) return false;
    for (let index = Math.max(start, 1); index < this.#rows.length; index += 1) {
      if (compareKeysBy(way, this.orders, this.#rows[index - 1] as Keys, this.#rows[index] as Keys) > 0) return false;
    }
    return true;
  }
}
