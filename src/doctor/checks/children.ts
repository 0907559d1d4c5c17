/** The two lists below a report. */
import type { Check } from '../check.js';
import { failed, note, notTried, ok } from '../finding.js';
import { listPath, rowsIn, shortly, type Reply } from '../probes/graph-probe.js';
import { noRow } from './read-one.js';

export const children: Check = {
  id: 'graph.children',
  group: 'graph',
  checked: 'categories and states of a report',
  after: ['graph.list'],
  run: async ({ graph, facts }) => {
    const [row] = facts.rows ?? [];
    if (row === undefined) return notTried(noRow);
    const below = `${listPath}/${encodeURIComponent(row.id)}/categorySummaries`;
    const categories = await graph.get(below);
    const [category] = rowsIn(categories.json) ?? [];
    if (categories.failure !== undefined || rowsIn(categories.json) === undefined)
      return refused('categories', categories);
    if (category === undefined) return note('categories are readable; this report has none, so states were not read');
    const states = await graph.get(`${below}/${encodeURIComponent(category.id)}/updateStateSummaries`);
    const rows = rowsIn(states.json);
    if (states.failure !== undefined || rows === undefined) return refused('states', states);
    return ok('both lists are readable');
  },
};

function refused(what: string, reply: Reply) {
  const message = reply.failure?.message ?? 'the body is not a page';
  return failed(`${what}: ${shortly(reply)}: ${message}`, `Clients that select ${what} get an error for each report`);
}
