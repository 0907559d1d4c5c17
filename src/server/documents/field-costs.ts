/** Brings the costs of the fields into the subgraph, which is built anew from SDL, where they have no place. */
import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { costOfEntities } from '../../summaries/shared/cost.js';

/** Adds each field's `complexity` in `from` to the same field of `to`. */
export function copyFieldCosts(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(from.getTypeMap())) {
    const copy = to.getType(type.name);
    if (!isObjectType(type) || !isObjectType(copy)) continue;
    for (const [name, { extensions }] of Object.entries(type.getFields())) {
      setCost(copy, name, extensions['complexity']);
    }
  }
  const query = to.getQueryType();
  if (query) setCost(query, '_entities', costOfEntities);
}

function setCost(type: GraphQLObjectType, fieldName: string, complexity: unknown): void {
  const field = type.getFields()[fieldName];
  if (field !== undefined && complexity !== undefined) field.extensions = { ...field.extensions, complexity };
}
