/** Federation: resolves the keys of an object, which another subgraph holds, to the object. Unknown keys are null. */
import { GatewayError } from '../../core/gateway-error.js';
import type { KeysAbove, Parent } from './parent.js';
import type { ReferenceResolver } from './resource.js';
import { projectionOf } from './selected-properties.js';
import type { ResourceWith } from './summary-resource.js';

/** `parentOf` leads from the keys to what contains the object. All keys are texts: graphql/schema/representations.ts. */
export function referenceTo<Summary extends object>(
  type: new () => Summary,
  resource: Pick<ResourceWith<'get', Summary>, 'get'>,
  parentOf: (keys: KeysAbove) => Parent,
): ReferenceResolver {
  return async (keys: KeysAbove & { readonly id: string }, context, info): Promise<Summary | null> => {
    try {
      return await resource.get(parentOf(keys), keys.id, projectionOf(info, context, type.name), context);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };
}
