/**
 * The permission that an operation, or an object, requires: declared once, for the gateway's own check and for routers.
 */
import { Extensions } from 'type-graphql';
import type { Access } from '../../core/token-source.js';

/**
 * Name of the extension that {@link Needs} sets. The gateway's own check (graphql/schema/own-resolvers.ts) and the SDL's
 * `@requiresScopes` are made from it.
 */
export const accessExtension = 'access';

/**
 * On an operation or a field: the gateway rejects callers without the permission, and the SDL says so to routers.
 *
 * On an object: for routers alone, because they also reach it from other subgraphs, by its key. It requires the
 * permission to read or to write. The gateway itself checks callers when it asks Graph for the object.
 */
export function Needs(access: Access): MethodDecorator & ClassDecorator {
  return Extensions({ [accessExtension]: access });
}
