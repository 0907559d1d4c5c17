/**
 * Measures variables without recursion: graphql-js coerces recursively, and a filter of 20,000 `not`, which fits into
 * the body limit, would exhaust its stack.
 */
import { problemAt, type BrokenRule, type ValidationProblem } from '../../core/validation-problem.js';
import type { PlacesOfVariables } from '../errors/argument-of-variable.js';
import { limits } from './limits.js';

/** A list or object, with its path. */
interface Place {
  readonly value: object;
  readonly depth: number;
  readonly key: string | number;
  readonly parent: Place | undefined;
}

const readable = (limit: number): string => limit.toLocaleString('en');

/**
 * The problem of the variables, or undefined. What Apollo Server rejects itself counts as valid. `places` is called only
 * if there is a problem.
 */
export function faultOfVariables(variables: unknown, places: () => PlacesOfVariables): ValidationProblem | undefined {
  if (!isNesting(variables)) return undefined;
  let values = 0;
  const open: Place[] = [{ value: variables, depth: 0, key: '', parent: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const value = place.value as Record<string, unknown>;
    if (place.depth > limits.valueDepth) {
      const limit = readable(limits.valueDepth);
      const rest = `has more than ${limit} nested lists and objects; the limit is ${limit}`;
      return problem(place, { rule: 'TOO_DEEP', limit: limits.valueDepth }, rest, places());
    }
    if (Array.isArray(value) && value.length > limits.listItems) {
      const limit = readable(limits.listItems);
      const rest = `has ${readable(value.length)} items; the limit is ${limit}`;
      return problem(place, { rule: 'TOO_MANY', limit: limits.listItems }, rest, places());
    }
    const keys = Object.keys(value);
    values += keys.length;
    if (values > limits.variableValues) {
      const limit = readable(limits.variableValues);
      const message = `the variables hold more than ${limit} values; the limit is ${limit}`;
      return problemAt(['variables'], { rule: 'TOO_MANY', limit: limits.variableValues }, message);
    }
    for (const key of keys) {
      const child = value[key];
      if (!isNesting(child)) continue;
      const step = Array.isArray(value) ? Number(key) : key;
      open.push({ value: child, depth: place.depth + 1, key: step, parent: place });
    }
  }
  return undefined;
}

function problem(place: Place, rule: BrokenRule, rest: string, places: PlacesOfVariables): ValidationProblem {
  const segments: (string | number)[] = [];
  // Keys are the caller's text: one that cannot be a name of the schema is not repeated.
  for (let at = place; at.parent !== undefined; at = at.parent) {
    segments.unshift(typeof at.key === 'number' || /^\w{1,64}$/.test(at.key) ? at.key : '?');
  }
  const [variable, ...inside] = segments;
  const at = [...(places.get(String(variable)) ?? [String(variable)]), ...inside];
  return problemAt(at, rule, `${at.at(-1)} ${rest}`);
}

function isNesting(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
