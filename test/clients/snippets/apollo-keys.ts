import { ApolloLink } from '@apollo/client';
import { Kind, type DefinitionNode } from 'graphql';

const declaresKey = (definition: DefinitionNode): boolean =>
  definition.kind === Kind.OPERATION_DEFINITION &&
  (definition.variableDefinitions ?? []).some(({ variable }) => variable.name.value === 'key');

/** In front of the links that send and repeat: one key for each mutation that declares `$key`, unless the caller gives one. */
export const keysLink = () =>
  new ApolloLink((operation, forward) => {
    if (operation.query.definitions.some(declaresKey)) operation.variables['key'] ??= crypto.randomUUID();
    return forward(operation);
  });
