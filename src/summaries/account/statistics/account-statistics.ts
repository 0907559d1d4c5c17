/**
 * Statistics over account summaries, added row by row; no row is kept.
 *
 * A row with a value that cannot be read counts in `rows` and `unreadable`, and in nothing else. So the parts of each
 * statistic and `unreadable` always add up to `rows`.
 */
import { GatewayError } from '../../../core/gateway-error.js';
import type { Row } from '../../../graph/paging.js';
import { compareInstants, instantOf, type Instant } from '../../schema/instant.js';
import type { Tally } from '../../listing/tally.js';
import { WireReader, type Readable } from '../../resource/wire-reader.js';
import { outsideOf, readableBounds, type Bounds } from '../../schema/bounds.js';
import { byAge } from './ages.js';
import type { StatisticsProperty } from './statistics.decorators.js';
import type { AgeStatistics, OsVersionStatistics } from './statistics.type.js';
import { inVersionOrder } from './version-order.js';

type Count = Extract<StatisticsProperty, `${string}Count`>;
type Values = Readonly<Partial<Record<Count, number>>> & {
  readonly osVersion?: string | null;
  readonly lastUpdatedDateTime?: string;
};

interface Dated {
  readonly text: string;
  readonly instant: Instant;
}

/** Of GraphQL's `Int`. */
const boundsOfInt: Bounds = { min: -(2 ** 31), max: 2 ** 31 - 1 };
const readers: Readonly<Record<StatisticsProperty, (wire: WireReader) => Readable<string | number | null>>> = {
  osVersion: (wire) => wire.nullableString('osVersion'),
  successfulUpdateCount: (wire) => wire.int32('successfulUpdateCount'),
  failedUpdateCount: (wire) => wire.int32('failedUpdateCount'),
  totalUpdateCount: (wire) => wire.int32('totalUpdateCount'),
  lastUpdatedDateTime: (wire) => wire.dateTimeOffset('lastUpdatedDateTime'),
};

export class AccountStatistics implements Tally {
  rows = 0;
  unreadable = 0;
  withFailures = 0;
  readonly #sums: Record<Count, number> = { successfulUpdateCount: 0, failedUpdateCount: 0, totalUpdateCount: 0 };
  readonly #versions = new Map<string | null, { osVersion: string | null; reports: number; withFailures: number }>();
  #sortedVersions: Promise<OsVersionStatistics[]> | undefined;
  readonly #ages: number[] = [];
  #sortedAges: Float64Array | undefined;
  #earliest: Dated | undefined;
  #latest: Dated | undefined;

  /** `needed`: what the selected statistics read. `nowMs`: what ages are relative to. */
  constructor(
    private readonly needed: ReadonlySet<StatisticsProperty>,
    private readonly nowMs: number,
  ) {}

  add(row: Row): void {
    this.rows += 1;
    if (this.needed.size === 0 && !(row instanceof GatewayError)) return;
    const values = this.#valuesOf(row);
    if (values === undefined) this.unreadable += 1;
    else this.#addValues(values);
  }

  get reports(): number {
    return this.rows;
  }

  readonly successfulUpdates = (): number => this.#sum('successfulUpdateCount');
  readonly failedUpdates = (): number => this.#sum('failedUpdateCount');
  readonly totalUpdates = (): number => this.#sum('totalUpdateCount');

  /** Sorted once, whatever the number of aliases. */
  readonly byOsVersion = (): Promise<OsVersionStatistics[]> =>
    (this.#sortedVersions ??= inVersionOrder([...this.#versions.values()]));

  byAge(daysUpTo: readonly number[]): AgeStatistics[] {
    this.#sortedAges ??= Float64Array.from(this.#ages).sort();
    return byAge(this.#sortedAges, daysUpTo);
  }

  get earliestUpdate(): string | null {
    return this.#earliest?.text ?? null;
  }

  get latestUpdate(): string | null {
    return this.#latest?.text ?? null;
  }

  /** Undefined if one of them cannot be read. */
  #valuesOf(row: Row): Values | undefined {
    if (row instanceof GatewayError) return undefined;
    const wire = new WireReader(row, {});
    const values: Record<string, unknown> = {};
    for (const property of this.needed) {
      const value = readers[property](wire);
      if (value instanceof GatewayError) return undefined;
      values[property] = value;
    }
    return values;
  }

  #addValues(values: Values): void {
    for (const name of Object.keys(this.#sums) as Count[]) this.#sums[name] += values[name] ?? 0;
    const failures = (values.failedUpdateCount ?? 0) > 0 ? 1 : 0;
    this.withFailures += failures;
    if (values.osVersion !== undefined) this.#addVersion(values.osVersion, failures);
    if (values.lastUpdatedDateTime !== undefined) this.#addDate(values.lastUpdatedDateTime);
  }

  #addVersion(osVersion: string | null, failures: number): void {
    const known = this.#versions.get(osVersion);
    if (known === undefined) this.#versions.set(osVersion, { osVersion, reports: 1, withFailures: failures });
    else {
      known.reports += 1;
      known.withFailures += failures;
    }
  }

  #addDate(text: string): void {
    const instant = instantOf(text) as Instant;
    this.#ages.push(this.nowMs - instant.wholeMs - instant.fraction / 1e9);
    if (this.#earliest === undefined || compareInstants(instant, this.#earliest.instant) < 0) {
      this.#earliest = { text, instant };
    }
    if (this.#latest === undefined || compareInstants(instant, this.#latest.instant) > 0) {
      this.#latest = { text, instant };
    }
  }

  /** No sum of 10,000 counts is beyond what a number of JavaScript holds exactly. */
  #sum(name: Count): number {
    const sum = this.#sums[name];
    if (outsideOf(boundsOfInt, sum) === undefined) return sum;
    const total = sum.toLocaleString('en');
    throw new GatewayError(
      'GRAPH_REJECTED',
      `The sum of ${name} is ${total}, and an Int is ${readableBounds(boundsOfInt)}; use a narrower filter.`,
    );
  }
}
