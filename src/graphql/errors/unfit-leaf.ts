/** Why a value is not one of a scalar or an enumeration: the rule, and the end of a sentence that begins with its name. */
import {
  GRAPHQL_MAX_INT,
  GRAPHQL_MIN_INT,
  GraphQLID,
  GraphQLInt,
  isEnumType,
  type GraphQLEnumType,
  type GraphQLScalarType,
} from 'graphql';
import { cut } from '../../core/cut.js';
import type { BrokenRule } from '../../core/validation-problem.js';
import { outsideOf, readableBounds, type Bounds } from '../../summaries/schema/bounds.js';
import { DateTimeOffset } from '../../summaries/schema/date-time-offset.scalar.js';
import { mustBeDateTimeOffset } from '../../summaries/schema/rules.js';
import { mostSimilar } from './most-similar.js';

export interface UnfitLeaf {
  readonly rule: BrokenRule;
  readonly must: string;
}

const int32: Bounds = { min: GRAPHQL_MIN_INT, max: GRAPHQL_MAX_INT };
/** Longer than the names of the schema, so that texts of any length are compared quickly. */
const maxValueLength = 64;

/** `bounds`: of a whole number, if its rules are narrower than its type. Undefined if the value fits. */
export function unfitLeaf(
  type: GraphQLScalarType | GraphQLEnumType,
  value: unknown,
  bounds = int32,
): UnfitLeaf | undefined {
  if (type.name === GraphQLID.name && typeof value === 'number' && !Number.isSafeInteger(value)) {
    return { rule: { rule: 'NOT_EXACT' }, must: 'is a number that JSON cannot hold exactly; send it as a string' };
  }
  try {
    type.parseValue(value);
    return undefined;
  } catch {
    return isEnumType(type) ? unfitValue(type, value) : unfitScalar(type, value, bounds);
  }
}

function unfitScalar({ name }: GraphQLScalarType, value: unknown, bounds: Bounds): UnfitLeaf {
  if (name === DateTimeOffset.name) return { rule: { rule: 'NOT_A_DATE_TIME' }, must: mustBeDateTimeOffset };
  if (name !== GraphQLInt.name) return { rule: { rule: 'WRONG_TYPE' }, must: `must be of type ${name}` };
  const outside = Number.isInteger(value) ? outsideOf(bounds, value) : undefined;
  if (outside !== undefined) return { rule: outside, must: `must be ${readableBounds(bounds)}` };
  return { rule: { rule: 'WRONG_TYPE' }, must: `must be a whole number ${readableBounds(bounds)}` };
}

function unfitValue(type: GraphQLEnumType, value: unknown): UnfitLeaf {
  const allowed = type.getValues().map(({ name }) => name);
  const suggestion = typeof value === 'string' ? mostSimilar(cut(value, maxValueLength), allowed) : undefined;
  const rule: BrokenRule = { rule: 'NOT_ONE_OF', allowed, ...(suggestion === undefined ? {} : { suggestion }) };
  return { rule, must: `must be one of ${allowed.join(', ')}` };
}
