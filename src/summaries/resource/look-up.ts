/**
 * Looks for a report that a creation may have stored: every property that was sent is equal.
 *
 * An equal report that another request has stored counts as well: it is what the creation would have doubled.
 */
import type { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import { ReceivedEntity, type GraphCollection, type WireEntity } from '../../graph/graph-collection.js';
import { filterText } from '../../graph/odata.js';
import { isOptionRejection } from '../../graph/option-rejection.js';
import { firstAddress, pagesOf } from '../../graph/paging.js';
import { writeCost } from '../../core/cost-ledger.js';
import { instantOf } from '../schema/instant.js';
import { isDateTimeOffset } from '../schema/date-time-offset.js';

/** What one creation costs pays for as many reads. */
const maxCalls = writeCost;
const maxLookedAt = 1000;

/** Undefined if there is none among the rows that are looked at. Fails as a read does. */
export async function lookFor(
  collection: GraphCollection,
  body: WireEntity,
  filteredBy: readonly string[],
  operation: Operation,
): Promise<ReceivedEntity | undefined> {
  const filtered = filteredAddress(collection, body, filteredBy);
  if (filtered === undefined) return search(collection, firstAddress(collection, {}), body, maxCalls, operation);
  try {
    return await search(collection, filtered, body, maxCalls, operation);
  } catch (error) {
    if (!isOptionRejection(error)) throw error;
    return search(collection, firstAddress(collection, {}), body, maxCalls - 1, operation);
  }
}

async function search(
  collection: GraphCollection,
  address: string,
  body: WireEntity,
  calls: number,
  operation: Operation,
): Promise<ReceivedEntity | undefined> {
  let [callsLeft, rowsLeft] = [calls, maxLookedAt];
  for await (const { rows } of pagesOf(collection, address, operation)) {
    const found = rows.slice(0, rowsLeft).find((row) => isStored(body, row));
    if (found !== undefined) return found as ReceivedEntity;
    callsLeft -= 1;
    rowsLeft -= rows.length;
    if (callsLeft <= 0 || rowsLeft <= 0) return undefined;
  }
  return undefined;
}

function filteredAddress(
  collection: GraphCollection,
  body: WireEntity,
  filteredBy: readonly string[],
): string | undefined {
  for (const property of filteredBy) {
    const value = body[property];
    if (typeof value !== 'string') continue;
    const literal = { type: 'string', value } as const;
    const $filter = filterText({ kind: 'compare', property, operator: 'eq', literal });
    const address = firstAddress(collection, { $filter });
    if (collection.hasRoomFor(address)) return address;
  }
  return undefined;
}

function isStored(body: WireEntity, row: ReceivedEntity | GatewayError): boolean {
  if (!(row instanceof ReceivedEntity)) return false;
  return Object.entries(body).every(([name, sent]) => name === '@odata.type' || isKept(sent, row.entity[name]));
}

/** Graph keeps a timestamp as an instant, perhaps with fewer digits; and an absent property as null. */
export function isKept(sent: unknown, kept: unknown): boolean {
  if (sent === null || sent === undefined) return kept === null || kept === undefined;
  if (!isDateTimeOffset(sent) || !isDateTimeOffset(kept)) return sent === kept;
  const [asSent, asKept] = [instantOf(sent), instantOf(kept)];
  if (asSent === undefined || asSent.wholeMs !== asKept?.wholeMs) return false;
  const unit = 10 ** (12 - (/\.(\d+)/.exec(kept)?.[1] ?? '').length);
  return asKept.fraction === Math.floor(asSent.fraction / unit) * unit;
}
