/** `$count`, as an option of the list and as an address. */
import { isRecord } from '../../core/is-record.js';
import type { Check } from '../check.js';
import { note, ok } from '../finding.js';
import { listPath, shortly } from '../probes/graph-probe.js';

export const count: Check = {
  id: 'graph.count',
  group: 'graph',
  checked: '$count',
  after: ['graph.list'],
  run: async ({ graph }) => {
    const option = await graph.get(`${listPath}?$count=true&$select=id&$top=1`);
    const address = await graph.get(`${listPath}/$count`);
    const inPage = isRecord(option.json) ? option.json['@odata.count'] : undefined;
    const alone = typeof address.json === 'number' ? address.json : undefined;
    const parts = [
      typeof inPage === 'number' ? `$count=true says ${inPage}` : `$count=true says nothing (${shortly(option)})`,
      alone === undefined ? `/$count says nothing (${shortly(address)})` : `/$count says ${alone}`,
    ];
    const isWell = typeof inPage === 'number' && alone === inPage;
    const text = parts.join(', ');
    return isWell ? ok(text, { reports: inPage }) : note(`${text}; the gateway counts by reading`);
  },
};
