/** Reading one report by its key. The reference shows it in a wrapper, `{"value": {…}}`. */
import { isRecord } from '../../core/is-record.js';
import type { Check } from '../check.js';
import { failed, note, notTried, ok } from '../finding.js';
import { isRow, listPath, shortly } from '../probes/graph-probe.js';

export const noRow = 'the list is empty';

export const readOne: Check = {
  id: 'graph.read',
  group: 'graph',
  checked: 'one report by its key',
  after: ['graph.list'],
  run: async ({ graph, facts }) => {
    const [row] = facts.rows ?? [];
    if (row === undefined) return notTried(noRow);
    const reply = await graph.get(`${listPath}/${encodeURIComponent(row.id)}`);
    const { json } = reply;
    if (reply.failure !== undefined) {
      return failed(
        `${shortly(reply)}: ${reply.failure.message}`,
        'A client that looks up a report gets an error; lists still work',
      );
    }
    if (isRow(json)) return ok('the report itself');
    if (isRecord(json) && isRow(json['value']))
      return note('inside {"value": …}, as in the reference; the gateway reads both');
    return failed('not a report', 'A client that looks up a report gets GRAPH_BAD_RESPONSE');
  },
};
