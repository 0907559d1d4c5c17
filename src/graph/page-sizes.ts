/**
 * The largest `$top` that Graph accepts for a collection.
 *
 * Graph documents no maximum for these collections; others have 999 or 100 and refuse more with a 400. What was accepted
 * after a refusal is remembered for every caller: it depends on Graph alone.
 */

/** Undefined: no `$top`, so that Graph's own size of page applies. */
export type PageSize = number | undefined;

const steps: readonly PageSize[] = [1000, 999, 500, 100, undefined];
/** A size of page that Graph is not known to refuse anywhere. */
const surelyAccepted = 50;

export class PageSizes {
  readonly #largest = new Map<string, PageSize>();

  /** `wanted`, or less where Graph is known to refuse it. */
  sizeFor(collectionPath: string, wanted: number): PageSize {
    if (!this.#largest.has(collectionPath)) return wanted;
    const largest = this.#largest.get(collectionPath);
    return largest === undefined ? undefined : Math.min(largest, wanted);
  }

  /** What to ask for after Graph has refused `size`, the largest first. */
  smallerThan(size: PageSize): readonly PageSize[] {
    if (size === undefined || size <= surelyAccepted) return [];
    return steps.filter((step) => step === undefined || step < size);
  }

  accepted(collectionPath: string, size: PageSize): void {
    this.#largest.set(collectionPath, size);
  }
}
