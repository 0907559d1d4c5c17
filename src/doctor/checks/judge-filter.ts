/** What Graph makes of one `$filter`: it filters, ignores it, rejects it, or finds too little. */
import { filterText, queryText, type Condition } from '../../graph/odata.js';
import { listPath, rowsIn, shortly, type GraphProbe, type Row } from '../probes/graph-probe.js';
import { sampleRows } from './list.js';

export interface Judged {
  readonly effect: 'works' | 'ignored' | 'rejected' | 'finds nothing' | 'accepted';
  /** With `rejected`: Graph's answer. */
  readonly answer?: string;
}

/**
 * `fits` says whether a row satisfies the condition. `finds`: whether some report does; undefined if none is known, as when
 * the list is empty.
 */
export async function judgeFilter(
  graph: GraphProbe,
  condition: Condition,
  fits: (row: Row) => boolean,
  finds: boolean | undefined,
): Promise<Judged> {
  const reply = await graph.get(`${listPath}${queryText({ $filter: filterText(condition), $top: sampleRows })}`);
  const rows = rowsIn(reply.json);
  if (reply.failure !== undefined || rows === undefined) return { effect: 'rejected', answer: shortly(reply) };
  if (rows.some((row) => !fits(row))) return { effect: 'ignored' };
  if (finds === undefined) return { effect: 'accepted' };
  return finds && rows.length === 0 ? { effect: 'finds nothing' } : { effect: 'works' };
}
