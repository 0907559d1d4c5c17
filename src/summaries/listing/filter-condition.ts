/** Translates a filter of the schema to one condition with Graph's names, and finds its problems. */
import { badUserInput } from '../../core/gateway-error.js';
import type { Segments, ValidationProblem } from '../../core/validation-problem.js';
import type { Condition, Literal } from '../../graph/odata.js';
import { faultOfSize, sizeOfFilter } from './filter-size.js';
import { DateTimeOffsetFilter, IntFilter } from './filters.inputs.js';
import { hasValue } from './matching.js';
import { problemsOf } from '../schema/validate-input.js';
import type { Comparison } from './list-inputs.js';

/** Any filter: a comparison for each property, and how they are combined. */
interface Filter {
  readonly and?: readonly Filter[] | null;
  readonly or?: readonly Filter[] | null;
  readonly not?: Filter | null;
}

/** Undefined if the filter has no condition. Fails with `BAD_USER_INPUT`. */
export function conditionOf(filter: Filter | null | undefined): Condition | undefined {
  if (filter == null) return undefined;
  const fault = faultOfSize(sizeOfFilter(filter));
  if (fault !== undefined) throw badUserInput([fault]);
  const problems: ValidationProblem[] = [];
  const condition = conjunction(filter, ['filter'], problems);
  if (problems.length > 0) throw badUserInput(problems);
  return condition;
}

/** Within the limits of filter-size.ts, so recursion is safe. */
function conjunction(filter: Filter, path: Segments, problems: ValidationProblem[]): Condition {
  const { and, or, not, ...properties } = filter;
  const conditions = Object.entries(properties as Readonly<Record<string, Comparison | null | undefined>>).flatMap(
    ([property, comparison]) => {
      if (comparison == null) return [];
      problems.push(...problemsOf(comparison, [...path, property]));
      return comparisons(property, comparison);
    },
  );
  const nested = (list: readonly Filter[], name: string): Condition[] =>
    list.map((each, index) => conjunction(each, [...path, name, index], problems));
  if (and != null) conditions.push(...nested(and, 'and'));
  if (or != null) conditions.push({ kind: 'or', conditions: nested(or, 'or') });
  if (not != null) conditions.push({ kind: 'not', condition: conjunction(not, [...path, 'not'], problems) });
  return { kind: 'and', conditions };
}

/** In this order, so that equal filters are one list, whose cursors fit each other. */
const operators = ['isNull', 'eq', 'ne', 'in', 'notIn', 'startsWith', 'contains', 'gt', 'ge', 'lt', 'le'] as const;

function comparisons(property: string, comparison: Comparison): Condition[] {
  const given: Partial<Record<(typeof operators)[number], unknown>> = { ...comparison };
  const type =
    comparison instanceof IntFilter ? 'number' : comparison instanceof DateTimeOffsetFilter ? 'date' : 'string';
  return operators.flatMap((operator): Condition[] => {
    const value = given[operator];
    if (value === undefined || value === null) return [];
    switch (operator) {
      case 'isNull':
        return [value === true ? { kind: operator, property } : hasValue(property)];
      case 'in':
      case 'notIn':
        return [{ kind: operator, property, values: value as string[] }];
      case 'startsWith':
      case 'contains':
        return [{ kind: operator, property, value: value as string }];
      default:
        return [{ kind: 'compare', property, operator, literal: { type, value } as Literal }];
    }
  });
}
