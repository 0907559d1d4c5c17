/** What all calls together show: how quick Graph is, and whether it throttles. */
import type { Check } from '../check.js';
import { note, notTried, ok, warning } from '../finding.js';
import { millis } from './hosts.js';
import { medianOf } from './median.js';

/** A page of a front end needs several calls. */
const slowMs = 1000;

export const latency: Check = {
  id: 'graph.latency',
  group: 'graph',
  checked: 'time of one call',
  after: ['graph.list'],
  run: ({ graph, facts, config }) => {
    const times = graph.readTimesMs;
    const median = medianOf(times);
    if (median === undefined) return notTried('too few calls were answered');
    const slowest = Math.max(...times);
    facts.medianMs = median;
    facts.slowestMs = slowest;
    const details = { medianMs: Math.round(median), slowestMs: Math.round(slowest), calls: times.length };
    const text = `median ${millis(median)}, slowest ${millis(slowest)}, of ${times.length} calls`;
    if (slowest > config.graph.timeoutMs / 2) {
      return warning(
        `${text}; the limit is ${config.graph.timeoutMs} ms`,
        'Raise GRAPH_TIMEOUT_MS, or ask why Graph is slow from here',
        details,
      );
    }
    return median > slowMs ? note(`${text}: slow for a page that waits for several`, details) : ok(text, details);
  },
};

export const throttling: Check = {
  id: 'quirk.throttling',
  group: 'quirks',
  checked: 'throttling and outages',
  after: ['identity.graph-token'],
  run: ({ graph }) => {
    const { refusals, outages, requests } = graph;
    const sent = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
    const lost = `${outages} ${outages === 1 ? 'call' : 'calls'} without an answer, or with a 5xx other than 503`;
    if (refusals.length === 0) {
      return outages === 0 ? ok(`none in ${sent}`, { requests }) : note(`${lost}, in ${sent}`, { requests });
    }
    const parts = ([429, 503] as const).flatMap((status) =>
      (['call', 'item'] as const).flatMap((of) => {
        const some = refusals.filter((each) => each.status === status && each.of === of);
        if (some.length === 0) return [];
        const waits = [...new Set(some.map(({ retryAfterSeconds: wait }) => wait))];
        const header = waits.map((wait) => (wait === undefined ? 'without Retry-After' : `Retry-After ${wait} s`));
        return [
          `${some.length} ${of === 'call' ? 'call' : 'request'}${some.length === 1 ? '' : 's'}${of === 'call' ? '' : ' in a batch'} answered ${status} (${header.join(', ')})`,
        ];
      }),
    );
    if (outages > 0) parts.push(lost);
    return note(`${parts.join('; ')}, in ${sent}; the gateway waits and sends reads again`, { requests });
  },
};
