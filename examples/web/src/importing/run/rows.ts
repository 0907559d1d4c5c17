/** The rows of an import, and what became of each. */
import type { BrokenRule } from '../../api/failure';
import { newKey } from '../../writing/idempotency-key';
import type { TableRow } from '../file/read-table';

export type Outcome =
  /** No request with it has left. */
  | { readonly kind: 'waiting' }
  /** A request with it has left, and no answer says for certain what became of it. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'stored'; readonly id: string; readonly how: 'now' | 'before' | 'found' }
  | { readonly kind: 'refused'; readonly problems: readonly BrokenRule[] }
  /** It may be stored, and was looked for without result. */
  | { readonly kind: 'unknown' };

export interface ImportRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** Made before the first try, and the same in all of them: the gateway stores one report for it. */
  readonly key: string;
  readonly outcome: Outcome;
}

export interface Sending {
  readonly at: number;
  /** The caller to whom the keys belong. */
  readonly by: string;
}

/** Rows that travel together. */
export interface Slice {
  readonly index: number;
  readonly rows: readonly ImportRow[];
  /** The first request with those of its rows whose outcome is open. */
  readonly firstSent?: Sending | undefined;
}

/** A request may be on its way for some time. */
const marginMs = 30_000;

const rowsOfSlice = 100;
/** The gateway accepts 1 MiB. */
const bytesOfSlice = 700_000;

export function slicesOf(rows: readonly TableRow[]): readonly Slice[] {
  const slices: ImportRow[][] = [];
  let bytes = Infinity;
  for (const { number, cells, problems, bytes: needed } of rows) {
    const isGood = problems.length === 0;
    const size = isGood ? needed : 0;
    if (bytes + size > bytesOfSlice || slices.at(-1)?.length === rowsOfSlice) {
      slices.push([]);
      bytes = 0;
    }
    bytes += size;
    const outcome: Outcome = isGood ? { kind: 'waiting' } : { kind: 'refused', problems };
    slices.at(-1)?.push({ number, cells, key: newKey(), outcome });
  }
  return slices.map((some, index) => ({ index, rows: some }));
}

export const isOpen = ({ outcome: { kind } }: ImportRow): boolean => kind === 'waiting' || kind === 'sent';
export const isSent = ({ outcome: { kind } }: ImportRow): boolean => kind === 'sent';

/** Written down before a request leaves, so that a page that is closed meanwhile knows which rows may be stored. */
export function asSent(slice: Slice, sending: Sending): Slice {
  return {
    ...slice,
    firstSent: slice.rows.some(isSent) ? slice.firstSent : sending,
    rows: slice.rows.map((row) => (isOpen(row) ? { ...row, outcome: { kind: 'sent' } } : row)),
  };
}

/** A row that may be stored is sent again only if the gateway still has its key, and only by the caller whose key it is. */
export function mayRepeat({ rows, firstSent }: Slice, { at, by }: Sending, keyLifetimeMs: number): boolean {
  if (!rows.some(isSent)) return true;
  return firstSent?.by === by && at - firstSent.at + marginMs < keyLifetimeMs;
}

/** Outcomes by the keys of their rows. */
export function withOutcomes(slice: Slice, outcomes: ReadonlyMap<string, Outcome>): Slice {
  return { ...slice, rows: slice.rows.map((row) => ({ ...row, outcome: outcomes.get(row.key) ?? row.outcome })) };
}

export type Counts = Readonly<Record<Outcome['kind'], number>>;

export function countsOf(slices: readonly Slice[]): Counts {
  const counts = { waiting: 0, sent: 0, stored: 0, refused: 0, unknown: 0 };
  for (const { rows } of slices) for (const { outcome } of rows) counts[outcome.kind] += 1;
  return counts;
}

const isUnknown = ({ outcome: { kind } }: ImportRow): boolean => kind === 'unknown';

/** Rows that were not found are looked for again. */
export function asUnlooked(slice: Slice): Slice {
  if (!slice.rows.some(isUnknown)) return slice;
  const rows = slice.rows.map((row) => (isUnknown(row) ? { ...row, outcome: { kind: 'sent' } as const } : row));
  // No caller has the key of a row that was looked for.
  return { ...slice, firstSent: { at: 0, by: '' }, rows };
}

/** Rows that were not found become other submissions. */
export function asUnsent(slice: Slice): Slice {
  const rows = slice.rows.map((row): ImportRow =>
    isUnknown(row) ? { ...row, key: newKey(), outcome: { kind: 'waiting' } } : row,
  );
  return { ...slice, rows };
}
