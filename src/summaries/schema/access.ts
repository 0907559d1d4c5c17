/**
 * The permission that an operation, or an object, requires: declared once, for the gateway's own check and for routers.
 */
import { Authorized, Extensions } from 'type-graphql';
import type { Access } from '../../core/token-source.js';

/** Name of the extension that {@link Needs} sets; the SDL's `@requiresScopes` is made from it. */
export const accessExtension = 'access';

/**
 * On an operation or a field: the gateway rejects callers without the permission, and the SDL says so to routers.
 *
 * On an object: for routers alone, because they also reach it from other subgraphs, by its key. It requires the
 * permission to read or to write. The gateway itself checks callers when it asks Graph for the object.
 */
export function Needs(access: Access): MethodDecorator & ClassDecorator {
  const mark = Extensions({ [accessExtension]: access }) as Decorate;
  const admit = Authorized<Access>(access) as Decorate;
  return (target: unknown, property?: unknown, descriptor?: unknown): void => {
    mark(target, property, descriptor);
    if (property !== undefined) admit(target, property, descriptor);
  };
}

type Decorate = (target: unknown, property: unknown, descriptor: unknown) => void;
