/** Nested `$expand`, in the spelling that the gateway sends with `GRAPH_EXPAND=nested`. */
import { queryText } from '../../graph/odata.js';
import type { Check } from '../check.js';
import { note, notTried, ok, type Outcome } from '../finding.js';
import { isRow, listPath, rowsIn, shortly, type Row } from '../probes/graph-probe.js';
import { sampleRows } from './list.js';
import { noRow } from './read-one.js';

const states = 'updateStateSummaries';
const categories = 'categorySummaries';
const plain = `${categories}($select=id)`;
const nested = `${categories}($select=id;$expand=${states}($select=id,state))`;

export const expand: Check = {
  id: 'graph.expand',
  group: 'graph',
  checked: '$expand, one level and nested',
  after: ['graph.list'],
  run: async ({ graph, facts, config }): Promise<Outcome> => {
    if (facts.rows?.length === 0) return notTried(noRow);
    const read = (text: string) =>
      graph.get(`${listPath}${queryText({ $select: 'id', $expand: text, $top: sampleRows })}`);
    const both = await read(nested);
    const rows = rowsIn(both.json);
    const shown = rows?.some((row) => childrenOf(row, categories).some((each) => Array.isArray(each[states])));
    if (shown === true) {
      facts.nestedExpand = true;
      return ok('both have effect: one call instead of one for each level');
    }
    const one = await read(plain);
    const oneShown = rowsIn(one.json)?.some((row) => Array.isArray(row[categories])) === true;
    const text = `nested ${rows === undefined ? `is rejected (${shortly(both)})` : 'shows no states'}; one level ${
      oneShown ? 'has effect' : rowsIn(one.json) === undefined ? `is rejected (${shortly(one)})` : 'has no effect'
    }`;
    const advice = config.graph.nestedExpand ? ' Set GRAPH_EXPAND=off: each such read costs a call more' : undefined;
    const outcome = note(`${text}; the gateway reads children through $batch`);
    return advice === undefined ? outcome : { ...outcome, status: 'warning', advice: advice.trim() };
  },
};

function childrenOf(row: Row, name: string): readonly Row[] {
  const list = row[name];
  return Array.isArray(list) ? list.filter(isRow) : [];
}
