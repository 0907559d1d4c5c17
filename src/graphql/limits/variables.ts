/**
 * Measures variables without recursion: graphql-js coerces recursively, and a filter of 20,000 `not`, which fits into
 * the body limit, would exhaust its stack.
 */
import type { ValidationProblem } from '../../core/gateway-error.js';
import { limits } from './limits.js';

/** A list or object, with its path. */
interface Place {
  readonly value: object;
  readonly depth: number;
  readonly key: string;
  readonly parent: Place | undefined;
}

const readable = (limit: number): string => limit.toLocaleString('en');

/** The problem of the variables, or undefined. What Apollo Server rejects itself counts as valid. */
export function faultOfVariables(variables: unknown): ValidationProblem | undefined {
  if (!isNesting(variables)) return undefined;
  let values = 0;
  const open: Place[] = [{ value: variables, depth: 0, key: '', parent: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const value = place.value as Record<string, unknown>;
    if (place.depth > limits.valueDepth) {
      const limit = readable(limits.valueDepth);
      return problem(place, `has more than ${limit} nested lists and objects; the limit is ${limit}`);
    }
    if (Array.isArray(value) && value.length > limits.listItems) {
      const limit = readable(limits.listItems);
      return problem(place, `has ${readable(value.length)} items; the limit is ${limit}`);
    }
    const keys = Object.keys(value);
    values += keys.length;
    if (values > limits.variableValues) {
      const limit = readable(limits.variableValues);
      return { path: 'variables', message: `the variables hold more than ${limit} values; the limit is ${limit}` };
    }
    for (const key of keys) {
      const child = value[key];
      if (isNesting(child)) open.push({ value: child, depth: place.depth + 1, key, parent: place });
    }
  }
  return undefined;
}

function problem(place: Place, rest: string): ValidationProblem {
  const names: string[] = [];
  // Keys are the caller's text: one that cannot be a name of the schema is not repeated.
  for (let at = place; at.parent !== undefined; at = at.parent) {
    names.unshift(/^\w{1,64}$/.test(at.key) ? at.key : '?');
  }
  return { path: names.join('.'), message: `${names.at(-1)} ${rest}` };
}

function isNesting(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
