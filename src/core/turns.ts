/**
 * Long work in slices: no operation holds the event loop for more than a few milliseconds at a time.
 *
 * Work is counted in units of about 25 to 50 ns, for all operations together. When one turn of the event loop has used
 * its share, the other operations queue, and each turn resumes one of them. Counting instead of timing keeps the order
 * of calls to Graph the same on a busy machine. A short piece of work does not queue behind long ones.
 */

/** About 5 ms. Short pieces of work together may take the same time again. */
const unitsPerTurn = 150_000;

/** Number of rows between two checks of the turn. */
export const rowsPerSlice = 256;

let spent = 0;
let isCounting = false;
const waiting: (() => void)[] = [];

/**
 * Counts the next piece of work. Returns undefined, or the promise to wait for first. `isShort`: the work is one short
 * piece.
 */
export function turnFor(units: number, isShort = false): Promise<void> | undefined {
  if (!isCounting) {
    isCounting = true;
    spent = 0;
    setImmediate(nextTurn);
  }
  if (isShort ? spent < 2 * unitsPerTurn : spent < unitsPerTurn && waiting.length === 0) {
    spent += units;
    return undefined;
  }
  return new Promise((resolve) => {
    waiting.push(() => {
      spent += units;
      resolve();
    });
  });
}

function nextTurn(): void {
  spent = 0;
  const resume = waiting.shift();
  isCounting = resume !== undefined;
  if (resume === undefined) return;
  // Resumed work counts in this turn.
  setImmediate(nextTurn);
  resume();
}

/** The results of synchronous work for each item, in slices. `units` is the work for one item. */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  units: number,
  map: (item: Item) => Result,
): Promise<Result[]> {
  if (items.length <= rowsPerSlice) {
    await turnFor(items.length * units, true);
    return items.map(map);
  }
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += rowsPerSlice) {
    const slice = items.slice(start, start + rowsPerSlice);
    await turnFor(slice.length * units);
    for (const item of slice) results.push(map(item));
  }
  return results;
}
