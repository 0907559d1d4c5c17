/** Brings the costs and rows of the fields into the subgraph, which is built anew from SDL, where they have no place. */
import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { costOfEntities, type Rows } from '../../summaries/schema/cost.js';
import { limits } from '../limits/limits.js';

const entities: Rows = { argument: 'representations', fallback: 1, max: limits.listItems };

/** Adds each field's `complexity` and `rows` in `from` to the same field of `to`. */
export function copyFieldCosts(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(from.getTypeMap())) {
    const copy = to.getType(type.name);
    if (!isObjectType(type) || !isObjectType(copy)) continue;
    for (const [name, { extensions }] of Object.entries(type.getFields())) {
      extend(copy, name, { complexity: extensions['complexity'], rows: extensions['rows'] });
    }
  }
  const query = to.getQueryType();
  if (query) extend(query, '_entities', { complexity: costOfEntities, rows: entities });
}

function extend(type: GraphQLObjectType, fieldName: string, extensions: { complexity: unknown; rows: unknown }): void {
  const field = type.getFields()[fieldName];
  if (field !== undefined && extensions.complexity !== undefined)
    field.extensions = { ...field.extensions, ...extensions };
}
