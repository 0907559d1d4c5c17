/** A filter of the schema -> one condition in Graph's words, and whatever is wrong with it. */
import type { ValidationProblem } from '../../graph/graph-error.js';
import type { Condition } from '../../graph/odata.js';
import type { DateTimeOffsetFilter } from '../shared/filters.inputs.js';
import { IntFilter, StringFilter } from '../shared/filters.inputs.js';
import { badUserInput, problemsOf } from '../shared/validate-input.js';
import type { MacOSSoftwareUpdateAccountSummaryFilter as Filter } from './account-summary.filter.js';

/** How deep `and`, `or` and `not` may nest, and how many comparisons there may be: what fits into a URL. */
const maxDepth = 8;
const maxComparisons = 50;

/** Undefined when the filter asks for nothing. Fails with `BAD_USER_INPUT`. */
export function conditionOf(filter: Filter | null | undefined): Condition | undefined {
  if (filter == null) return undefined;
  const problems: ValidationProblem[] = [];
  const condition = conjunction(filter, 'filter', 1, problems);
  if (problems.length > 0) throw badUserInput(problems);
  const count = comparisonsIn(condition);
  if (count > maxComparisons) {
    const message = `filter has ${count} comparisons; ${maxComparisons} are possible`;
    throw badUserInput([{ path: 'filter', message }]);
  }
  return condition.kind === 'and' && condition.conditions.length === 0 ? undefined : condition;
}

function conjunction(filter: Filter, path: string, depth: number, problems: ValidationProblem[]): Condition {
  if (depth > maxDepth) {
    problems.push({ path, message: `filter nests more than ${maxDepth} levels deep` });
    return { kind: 'and', conditions: [] };
  }
  const { and, or, not, ...properties } = filter;
  const conditions = Object.entries(properties).flatMap(([property, comparison]) => {
    if (comparison == null) return [];
    problems.push(...problemsOf(comparison, `${path}.${property}`));
    return comparisons(property, comparison);
  });
  const nested = (list: readonly Filter[], name: string): Condition[] =>
    list.map((each, index) => conjunction(each, `${path}.${name}.${index}`, depth + 1, problems));
  if (and != null) conditions.push(...nested(and, 'and'));
  if (or != null) conditions.push({ kind: 'or', conditions: nested(or, 'or') });
  if (not != null) conditions.push({ kind: 'not', condition: conjunction(not, `${path}.not`, depth + 1, problems) });
  const [only] = conditions;
  return only !== undefined && conditions.length === 1 ? only : { kind: 'and', conditions };
}

function comparisons(property: string, comparison: StringFilter | IntFilter | DateTimeOffsetFilter): Condition[] {
  if (comparison instanceof StringFilter) {
    const { eq, in: values, startsWith } = comparison;
    return [
      ...(eq == null ? [] : [{ kind: 'compare', property, operator: 'eq', literal: { type: 'string', value: eq } }]),
      ...(values == null ? [] : [{ kind: 'in', property, values }]),
      ...(startsWith == null ? [] : [{ kind: 'startsWith', property, value: startsWith }]),
    ] as Condition[];
  }
  const type = comparison instanceof IntFilter ? 'number' : 'date';
  return (['eq', 'gt', 'ge', 'lt', 'le'] as const).flatMap((operator) => {
    const value = comparison[operator];
    return value == null ? [] : [{ kind: 'compare', property, operator, literal: { type, value } } as Condition];
  });
}

function comparisonsIn(condition: Condition): number {
  if (condition.kind === 'not') return comparisonsIn(condition.condition);
  if (condition.kind === 'in') return Math.max(1, condition.values.length);
  if (!('conditions' in condition)) return 1;
  return condition.conditions.reduce((sum, each) => sum + comparisonsIn(each), 0);
}
