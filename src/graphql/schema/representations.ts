/**
 * Federation: what a router may send as `representations`.
 *
 * `_Any` accepts every value, and @apollo/subgraph then fails as if the gateway were at fault, or returns the caller's
 * own text as an object. So each representation must name an entity and contain its key; an invalid one fails alone.
 */
import { isRecord } from '../../core/is-record.js';
import { badUserInput } from '../../core/gateway-error.js';
import { isUnionType, type GraphQLSchema } from 'graphql';
import type { GatewayError } from '../../core/gateway-error.js';

/** Adds the check to a subgraph's `_entities`. */
export function checkRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const entity = schema.getType('_Entity');
  const resolve = field?.resolve;
  if (field === undefined || resolve === undefined || !isUnionType(entity)) return;
  const names = new Set<unknown>(entity.getTypes().map(({ name }) => name));
  field.resolve = (source, args: { representations: readonly unknown[] }, context, info) => {
    const { representations } = args;
    const faults = representations.map((value, index) => faultOf(value, index, names));
    const sound = representations.filter((_, index) => faults[index] === undefined).map(withTextAsId);
    const found = resolve(source, { ...args, representations: sound }, context, info) as unknown[];
    let next = 0;
    return faults.map((fault) => fault ?? found[next++]);
  };
}

function faultOf(value: unknown, index: number, names: ReadonlySet<unknown>): GatewayError | undefined {
  const path = `representations.${index}`;
  const { __typename, id } = isRecord(value) ? value : {};
  if (!names.has(__typename)) {
    return badUserInput([{ path: `${path}.__typename`, message: '__typename must name an entity of this subgraph' }]);
  }
  if ((typeof id === 'string' && id !== '') || Number.isSafeInteger(id)) return undefined;
  const message = 'id must be a string with at least one character, or a whole number that JSON can hold exactly';
  return badUserInput([{ path: `${path}.id`, message }]);
}

/** GraphQL's `ID` turns a whole number into a string of its digits; `_Any` leaves it a number. */
function withTextAsId(value: unknown): unknown {
  return isRecord(value) && typeof value['id'] === 'number' ? { ...value, id: String(value['id']) } : value;
}
