/** `$orderby` by a text, a number and the date: the first report of both directions must differ. */
import { queryText } from '../../graph/odata.js';
import type { Check } from '../check.js';
import { note, notTried, ok, warning, type Details } from '../finding.js';
import { listPath, rowsIn, shortly, type GraphProbe } from '../probes/graph-probe.js';
import type { Property } from './properties.js';

const ordered = ['deviceName', 'failedUpdateCount', 'lastUpdatedDateTime'] as const satisfies readonly Property[];

export const order: Check = {
  id: 'graph.orderby',
  group: 'graph',
  checked: '$orderby',
  after: ['graph.list'],
  run: async ({ graph, facts }) => {
    const rows = facts.rows ?? [];
    const judged: Record<string, string> = {};
    for (const property of ordered) {
      if (new Set(rows.map((row) => row[property])).size < 2) judged[property] = 'not visible';
      else judged[property] = await effectOf(graph, property);
    }
    const details: Details = judged;
    const effects = new Set(Object.values(judged));
    effects.delete('not visible');
    if (effects.size === 0) return notTried('the first reports do not differ');
    const text = [...effects].map(
      (effect) => `${effect} for ${ordered.filter((name) => judged[name] === effect).join(', ')}`,
    );
    if (effects.size === 1 && effects.has('has effect')) return ok(text.join('; '), details);
    if ([...effects].some((effect) => effect !== 'has effect')) {
      return warning(
        text.join('; '),
        'The gateway orders such lists by itself, for which it reads all reports',
        details,
      );
    }
    return note(text.join('; '), details);
  },
};

async function effectOf(graph: GraphProbe, property: Property): Promise<string> {
  const first: string[] = [];
  for (const $orderby of [property, `${property} desc`]) {
    const reply = await graph.get(`${listPath}${queryText({ $select: 'id', $orderby, $top: 1 })}`);
    const [row] = rowsIn(reply.json) ?? [];
    if (row === undefined) return `rejected (${shortly(reply)})`;
    first.push(row.id);
  }
  return first[0] === first[1] ? 'ignored' : 'has effect';
}
