/** The functions and the operator `in` that the gateway sends in `$filter`, for searches and for lists of keys. */
import type { Condition } from '../../graph/odata.js';
import type { Check } from '../check.js';
import { note, notTried, ok, warning, type Outcome } from '../finding.js';
import type { Row } from '../probes/graph-probe.js';
import { judgeFilter, type Judged } from './judge-filter.js';
import { absentText } from './properties.js';
import { noRow } from './read-one.js';

const property = 'displayName';

export const functions: Check = {
  id: 'quirk.filter-functions',
  group: 'quirks',
  checked: 'functions in $filter',
  after: ['graph.list', 'graph.filter'],
  run: async ({ graph, facts }): Promise<Outcome> => {
    const rows = facts.rows ?? [];
    if (rows.length === 0) return notTried(noRow);
    const name = rows.map((row) => row[property]).find((value) => typeof value === 'string' && value !== '');
    if (typeof name !== 'string') return notTried(`no report has a ${property}`);
    const judged = new Map<string, Judged>();
    for (const [what, { absent, present }] of Object.entries(conditionsFor(name))) {
      const none = await judgeFilter(graph, absent, () => false, false);
      judged.set(what, none.effect === 'works' ? await judgeFilter(graph, present, fitsName(name), true) : none);
    }
    const wrong = [...judged].filter(([, { effect }]) => effect !== 'works');
    const details = Object.fromEntries([...judged].map(([what, { effect }]) => [what, effect]));
    if (wrong.length === 0) return ok('in, startswith, contains and tolower have effect', details);
    const texts = wrong.map(
      ([what, { effect, answer }]) => `${what}: ${effect}${answer === undefined ? '' : ` (${answer})`}`,
    );
    return warning(
      texts.join('; '),
      'Searches then read more reports: the gateway matches each one by itself. Searches by exact values are quicker',
      details,
    );
  },
};

const fitsName =
  (name: string) =>
  (row: Row): boolean =>
    String(row[property]).toLowerCase().includes(startOf(name).toLowerCase());

/** Whole characters: half of an emoji cannot stand in a URL. */
const startOf = (name: string): string => [...name].slice(0, 3).join('');

/** Each with a value that no report has, and with one that a report has. */
function conditionsFor(name: string): Readonly<Record<string, { absent: Condition; present: Condition }>> {
  const start = startOf(name);
  const kind = (of: 'startsWith' | 'contains', value: string): Condition => ({ kind: of, property, value });
  const among = (...values: string[]): Condition => ({ kind: 'in', property, values });
  return {
    in: { absent: among(absentText, `${absentText} either`), present: among(absentText, name) },
    startswith: { absent: kind('startsWith', absentText), present: kind('startsWith', start) },
    'contains with tolower': { absent: kind('contains', absentText), present: kind('contains', start) },
  };
}

/** How Graph compares texts: the gateway compares exactly, whatever Graph does. */
export const texts: Check = {
  id: 'quirk.loose-texts',
  group: 'quirks',
  checked: 'upper and lower case in $filter',
  after: ['graph.list', 'graph.filter'],
  run: async ({ graph, facts, findings }) => {
    const filterFinding = findings.all.find(({ id }) => id === 'graph.filter');
    const name = (facts.rows ?? []).map((row) => row[property]).find((value) => isCased(value));
    if (typeof name !== 'string') return notTried(`no report has a ${property} with letters`);
    const works = filterFinding?.status === 'ok' || [filterFinding?.details?.['works'] ?? []].flat().includes(property);
    if (!works) return notTried('Graph does not filter');
    const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
    const condition: Condition = {
      kind: 'compare',
      property,
      operator: 'eq',
      literal: { type: 'string', value: other },
    };
    const { effect } = await judgeFilter(graph, condition, () => false, false);
    if (effect === 'works') return ok('differ, as in the gateway');
    return note('are equal for Graph: it compares loosely; the gateway compares each report exactly');
  },
};

function isCased(value: unknown): boolean {
  return typeof value === 'string' && value.toUpperCase() !== value.toLowerCase();
}
