/**
 * The largest `$top` that Graph accepts for a collection.
 *
 * Graph documents no maximum for these collections. Others have 999 or 100 and reject more with a 400. The value that
 * was accepted after a rejection is remembered for every caller, because it depends on Graph alone.
 */

/** Undefined: no `$top`, so that Graph's own page size applies. */
export type PageSize = number | undefined;

const steps: readonly PageSize[] = [1000, 999, 500, 100, undefined];
/** A page size that no collection of Graph is known to reject. */
const surelyAccepted = 50;

export class PageSizes {
  readonly #largest = new Map<string, PageSize>();

  /** `wanted`, or less if Graph is known to reject it. */
  sizeFor(collectionPath: string, wanted: number): PageSize {
    if (!this.#largest.has(collectionPath)) return wanted;
    const largest = this.#largest.get(collectionPath);
    return largest === undefined ? undefined : Math.min(largest, wanted);
  }

  /** The next sizes to request after Graph has rejected `size`, the largest first. */
  smallerThan(size: PageSize): readonly PageSize[] {
    if (size === undefined || size <= surelyAccepted) return [];
    return steps.filter((step) => step === undefined || step < size);
  }

  accepted(collectionPath: string, size: PageSize): void {
    this.#largest.set(collectionPath, size);
  }
}
