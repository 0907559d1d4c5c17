/** `$filter` by each property, with a value of a report that was listed. */
import type { Condition } from '../../graph/odata.js';
import type { Check } from '../check.js';
import { note, ok, warning, type Outcome } from '../finding.js';
import type { GraphProbe, Row } from '../probes/graph-probe.js';
import { judgeFilter, type Judged } from './judge-filter.js';
import { literalOf, properties, type Property } from './properties.js';

export const filter: Check = {
  id: 'graph.filter',
  group: 'graph',
  checked: '$filter by each property',
  after: ['graph.list'],
  run: async ({ graph, facts }) => {
    const judged = new Map<Judged['effect'], string[]>();
    const answers = new Set<string>();
    for (const property of Object.keys(properties) as Property[]) {
      const { effect, answer } = await judge(graph, property, facts.rows ?? []);
      judged.set(effect, [...(judged.get(effect) ?? []), property]);
      if (answer !== undefined) answers.add(answer);
    }
    return outcomeOf(judged, [...answers]);
  },
};

async function judge(graph: GraphProbe, property: Property, rows: readonly Row[]): Promise<Judged> {
  const isDate = properties[property] === 'date';
  const values = rows.map((row) => row[property]).filter((value) => value !== null && value !== undefined);
  // Graph may keep fewer digits of a second, so a date is compared with the newest one. Its texts may have several zones.
  const value = isDate ? values.toSorted((one, other) => timeOf(other) - timeOf(one))[0] : values[0];
  const operator = isDate ? 'ge' : 'eq';
  const fits = (row: Row): boolean => (isDate ? timeOf(row[property]) >= timeOf(value) : isSame(row[property], value));
  const literal = literalOf(property, value);
  const condition: Condition = { kind: 'compare', property, operator, literal };
  if (value === undefined)
    return judgeFilter(graph, condition, () => rows.length === 0, rows.length === 0 ? undefined : false);
  const found = await judgeFilter(graph, condition, fits, true);
  // If the first reports are all equal, they are returned whether or not Graph filters.
  if (found.effect !== 'works' || rows.some((row) => !fits(row))) return found;
  const none: Condition = isDate
    ? { ...condition, operator: 'lt', literal: literalOf(property, undefined) }
    : { ...condition, literal: literalOf(property, undefined) };
  return judgeFilter(graph, none, () => false, false);
}

/** Databases often compare texts whatever their case. */
function isSame(one: unknown, other: unknown): boolean {
  return String(one).trim().toLowerCase() === String(other).trim().toLowerCase();
}

function timeOf(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function outcomeOf(judged: ReadonlyMap<Judged['effect'], readonly string[]>, answers: readonly string[]): Outcome {
  const details = Object.fromEntries([...judged].map(([effect, names]) => [effect, names]));
  const count = Object.keys(properties).length;
  const [only] = judged.size === 1 ? judged.keys() : [];
  const said = answers.length === 0 ? '' : ` (${answers.join(', ')})`;
  const costs = 'The gateway filters by itself then, and reads more: GRAPH_PACE_REQUESTS and QUERY_MAX_COST limit that';
  if (only === 'works') return ok(`has effect for all ${count}`, details);
  if (only === 'accepted')
    return note(`accepted for all ${count}; with an empty list its effect is not visible`, details);
  if (only !== undefined) return warning(`${only}${said} for all ${count}`, costs, details);
  const parts = [...judged].map(
    ([effect, names]) =>
      `${effect}${effect === 'rejected' ? said : ''} for ${names.length > 6 ? names.length : names.join(', ')}`,
  );
  return warning(parts.join('; '), costs, details);
}
