/** How many rows a page has, and how its next link looks. */
import type { Check } from '../check.js';
import { failed, note, notTried, ok, type Outcome } from '../finding.js';
import { listPath, nextLinkIn, rowsIn, shortly } from '../probes/graph-probe.js';

/** The gateway's own largest pages. */
const largest = 1000;

export const top: Check = {
  id: 'graph.top',
  group: 'graph',
  checked: '$top',
  after: ['graph.list'],
  run: async ({ graph }) => {
    const reply = await graph.get(`${listPath}?$select=id&$top=${largest}`);
    if (reply.failure !== undefined) {
      return note(`${shortly(reply)} for $top=${largest}; the gateway asks for smaller pages then`);
    }
    const rows = rowsIn(reply.json)?.length ?? 0;
    const details = { rows };
    if (nextLinkIn(reply.json) === undefined)
      return ok(`${largest} is accepted; all ${rows} reports fit on one page`, details);
    return rows < largest
      ? note(`a page has at most ${rows} reports; a list of many takes more calls`, details)
      : ok(`a page has up to ${rows} reports`, details);
  },
};

export const links: Check = {
  id: 'quirk.links',
  group: 'quirks',
  checked: 'next links',
  after: ['graph.list'],
  run: async ({ graph, facts }): Promise<Outcome> => {
    const { nextLink } = facts;
    if (nextLink === undefined) return notTried('the list has one page only');
    const path = graph.pathOf(nextLink);
    if (path === undefined) {
      return failed(
        'they lead to another host, so the gateway does not follow them',
        'Check GRAPH_BASE_URL, and what answers there',
      );
    }
    const options = new URLSearchParams(path.split(/\?(.*)/s, 2)[1]);
    const kind = options.has('$skiptoken')
      ? '$skiptoken'
      : options.has('$skip')
        ? '$skip'
        : 'neither $skiptoken nor $skip';
    const reply = await graph.get(path);
    const rows = rowsIn(reply.json);
    if (rows === undefined) {
      return failed(
        `the next page is not readable: ${shortly(reply)}`,
        'Lists end with an error after their first page',
      );
    }
    if (nextLinkIn(reply.json) === nextLink) {
      return failed('the next page leads to itself', 'Check what answers at GRAPH_BASE_URL: lists end with an error');
    }
    const isEmpty = rows.length === 0 && nextLinkIn(reply.json) !== undefined;
    const details = { kind, emptyPages: isEmpty };
    if (isEmpty)
      return note(`with ${kind}; a page is empty although more follow. The gateway reads on, with more calls`, details);
    return kind === '$skiptoken'
      ? ok(`with ${kind}`, details)
      : note(`with ${kind}: a report that appears or goes meanwhile can move others between pages`, details);
  },
};
