/** `$batch`, with a report, a report that does not exist, and a list. */
import { readGraphErrorBody } from '../../graph/graph-words.js';
import type { Check } from '../check.js';
import { failed, note, ok, type Outcome } from '../finding.js';
import { listPath, responsesIn, shortly, type ItemResponse } from '../probes/graph-probe.js';

/** A key of Graph's form that no report has. */
const absentId = '00000000-0000-0000-0000-000000000000';

export const batch: Check = {
  id: 'graph.batch',
  group: 'graph',
  checked: '$batch',
  after: ['graph.list'],
  run: async ({ graph, facts }): Promise<Outcome> => {
    const [row] = facts.rows ?? [];
    const paths = [
      `${listPath}?$top=1`,
      `${listPath}/${absentId}`,
      ...(row === undefined ? [] : [`${listPath}/${encodeURIComponent(row.id)}`]),
    ];
    const costs = 'Children of reports, bulk creations and lists of several Macs then fail';
    const reply = await graph.batch(paths);
    if (reply.failure !== undefined) return failed(`${shortly(reply)}: ${reply.failure.message}`, costs);
    const responses = responsesIn(reply.json);
    if (responses.length < paths.length)
      return failed(`${responses.length} of ${paths.length} requests are answered`, costs);
    const byId = (id: number): ItemResponse | undefined => responses.find((each) => each.id === String(id));
    const statuses = paths.map((_path, index) => byId(index)?.status ?? 0);
    const absent = byId(1);
    const code = readGraphErrorBody(absent?.body)?.code ?? 'no code';
    const details = { statuses: statuses.map(String) };
    if (statuses[0] !== 200 && statuses[0] !== 429)
      return failed(`a list inside it answers ${statuses[0]}`, costs, details);
    if (statuses.includes(429))
      return note('works; some requests inside it were throttled, which the gateway sends again', details);
    const missing = `a report that does not exist is ${absent?.status} ${code}`;
    return absent?.status === 404
      ? ok(`works; ${missing}`, details)
      : note(`works; ${missing}, which clients see as an error`, details);
  },
};
