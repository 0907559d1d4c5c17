/** Quirks that answer whole requests, alone or inside a batch, before anything is read or written. */
import { badRequest, GraphRefusalError, json, type Answer } from './answers.js';
import type { Quirks } from './quirks.js';

const missingScope = 'DeviceManagementConfiguration.ReadWrite.All';

/** Undefined if no quirk answers the request. Throws a refusal. */
export function quirkAnswer(method: string, quirks: Quirks): Answer | undefined {
  const isRead = method === 'GET';
  if (quirks.forbidden) {
    throw new GraphRefusalError(
      403,
      'Forbidden',
      `Application is not authorized to perform this operation. Application must have one of the following scopes: ${missingScope}`,
    );
  }
  if (quirks.rejected && !isRead) throw badRequest('The values of the report contradict a policy of the tenant.');
  if (quirks.conflict && !isRead) {
    throw new GraphRefusalError(409, 'Conflict', 'The object was changed in the meantime.');
  }
  if (quirks.preconditionFailed && !isRead) {
    throw new GraphRefusalError(412, 'PreconditionFailed', 'The version of the object is not the requested one.');
  }
  // A list instead of an object: well-formed JSON, which no metadata allows here.
  return quirks.badResponses ? json(isRead ? 200 : 201, []) : undefined;
}
