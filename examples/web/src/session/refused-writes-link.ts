import { ErrorLink } from '@apollo/client/link/error';
import { OperationTypeNode } from 'graphql';
import { failureOf } from '../api/failure';
import type { Session } from './session';

/** A write that fails for a missing permission: the page offers none any more. */
export const refusedWritesLink = ({ refuseWrites }: Session) =>
  new ErrorLink(({ error, operation }) => {
    if (operation.operationType !== OperationTypeNode.MUTATION) return;
    const { remedy, requiredScopes } = failureOf(error);
    if (remedy === 'ask for a permission' && requiredScopes.length > 0) refuseWrites();
  });
