/** Every input type of a schema by name, with the class that has its rules. Explaining invalid variables uses them. */
import { isInputObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { InputClasses } from '../errors/variable-problems.js';

export function inputClassesOf(schema: GraphQLSchema): InputClasses {
  return new Map(
    getMetadataStorage()
      .inputTypes.filter(({ name }) => isInputObjectType(schema.getType(name)))
      .map(({ name, target }) => [name, target as new () => object]),
  );
}
