/** One bar of a chart. */
export interface Datum {
  readonly key: string;
  readonly label: string;
  /** For an axis without much room. */
  readonly short?: string;
  readonly value: number;
  /** The part of `value` that failed; absent where the chart does not distinguish it. */
  readonly failed?: number;
  /** The Macs behind the bar. */
  readonly to?: string | undefined;
}
