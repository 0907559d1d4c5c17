/** Whether Graph returns only the selected properties. */
import type { Check } from '../check.js';
import { note, notTried, ok } from '../finding.js';
import { listPath, rowsIn, shortly } from '../probes/graph-probe.js';
import { noRow } from './read-one.js';

export const select: Check = {
  id: 'graph.select',
  group: 'graph',
  checked: '$select',
  after: ['graph.list'],
  run: async ({ graph, facts }) => {
    if (facts.rows?.length === 0) return notTried(noRow);
    const reply = await graph.get(`${listPath}?$select=id&$top=1`);
    const [row] = rowsIn(reply.json) ?? [];
    if (row === undefined) return note(`${shortly(reply)}: lists cannot be selected from`);
    const others = Object.keys(row).filter((name) => name !== 'id' && !name.startsWith('@'));
    if (others.length === 0) return ok('has effect');
    return note(`ignored: all properties are returned; answers of Graph are longer than needed`);
  },
};
