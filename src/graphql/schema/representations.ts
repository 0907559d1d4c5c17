/**
 * Federation: what a router may send as `representations`.
 *
 * `_Any` accepts every value, and @apollo/subgraph then fails as if the gateway were at fault, or returns the caller's
 * own text as an object. So each representation must name an entity and contain its key; an invalid one fails alone.
 */
import { isRecord } from '../../core/is-record.js';
import { badUserInput, brokenRule } from '../../core/gateway-error.js';
import { problemAt } from '../../core/validation-problem.js';
import type { GraphQLSchema } from 'graphql';
import type { GatewayError } from '../../core/gateway-error.js';
import type { EntityKeys } from './entity-keys.js';

/** Adds the check to a subgraph's `_entities`. `keys`: those of every entity. */
export function checkRepresentations(schema: GraphQLSchema, keys: EntityKeys): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const resolve = field?.resolve;
  if (field === undefined || resolve === undefined) return;
  field.resolve = (source, args: { representations: readonly unknown[] }, context, info) => {
    const { representations } = args;
    const faults = representations.map((value, index) => faultOf(value, index, keys));
    const sound = representations
      .filter((_, index) => faults[index] === undefined)
      .map((value) => withTextsAsKeys(value, keys));
    const found = resolve(source, { ...args, representations: sound }, context, info) as unknown[];
    let next = 0;
    return faults.map((fault) => fault ?? found[next++]);
  };
}

function faultOf(value: unknown, index: number, keys: EntityKeys): GatewayError | undefined {
  const at = ['representations', index];
  const representation = isRecord(value) ? value : {};
  const names = keysOf(representation, keys);
  if (names === undefined) {
    const rule = { rule: 'NOT_ONE_OF', allowed: [...keys.keys()] } as const;
    return brokenRule([...at, '__typename'], rule, '__typename must name an entity of this subgraph');
  }
  const problems = names
    .filter((name) => !isKey(representation[name]))
    .map((name) => {
      const message = `${name} must be a string with at least one character, or a whole number that JSON can hold exactly`;
      const isAbsent = representation[name] === undefined || representation[name] === null;
      return problemAt([...at, name], { rule: isAbsent ? 'REQUIRED' : 'WRONG_TYPE' }, message);
    });
  return problems.length === 0 ? undefined : badUserInput(problems);
}

function isKey(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || Number.isSafeInteger(value);
}

function keysOf(
  { __typename: name }: Readonly<Record<string, unknown>>,
  keys: EntityKeys,
): readonly string[] | undefined {
  return typeof name === 'string' ? keys.get(name) : undefined;
}

/** GraphQL's `ID` turns a whole number into a string of its digits; `_Any` leaves it a number. */
function withTextsAsKeys(value: unknown, keys: EntityKeys): unknown {
  if (!isRecord(value)) return value;
  const numbers = (keysOf(value, keys) ?? []).filter((name) => typeof value[name] === 'number');
  if (numbers.length === 0) return value;
  return { ...value, ...Object.fromEntries(numbers.map((name) => [name, String(value[name])])) };
}
