/** Copies the field extensions of decorators to the subgraph, which is built from SDL, where extensions are lost. */
import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { costOfEntities, type Rows } from '../../summaries/schema/cost.js';
import {
  childrenExtension,
  keyAboveExtension,
  rowPropertyExtension,
  sourceExtension,
} from '../../summaries/schema/source.decorators.js';
import { limits } from '../limits/limits.js';

const representations = Array.from({ length: limits.listItems });
const entities: Rows = { argument: 'representations', fallback: 1, max: limits.listItems };

const copied = [
  'complexity',
  'rows',
  'dearest',
  sourceExtension,
  childrenExtension,
  keyAboveExtension,
  rowPropertyExtension,
];

/** Adds the extensions of each field in `from` to the same field of `to`. */
export function copyExtensions(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(from.getTypeMap())) {
    const copy = to.getType(type.name);
    if (!isObjectType(type) || !isObjectType(copy)) continue;
    for (const [name, { extensions }] of Object.entries(type.getFields())) {
      extend(
        copy,
        name,
        Object.fromEntries(copied.filter((key) => key in extensions).map((key) => [key, extensions[key]])),
      );
    }
  }
  const query = to.getQueryType();
  if (query) extend(query, '_entities', { complexity: costOfEntities, rows: entities, dearest: { representations } });
}

function extend(type: GraphQLObjectType, fieldName: string, extensions: Readonly<Record<string, unknown>>): void {
  const field = type.getFields()[fieldName];
  if (field !== undefined) field.extensions = { ...field.extensions, ...extensions };
}
