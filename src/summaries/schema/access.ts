/** What an operation, or an object, asks of its caller: said once, for the gateway's own door and for a router's. */
import { Authorized, Extensions } from 'type-graphql';
import type { Access } from '../../core/token-source.js';

/** Name of the extension under which {@link Needs} leaves its mark; the SDL's `@requiresScopes` is made from it. */
export const accessExtension = 'access';

/**
 * On an operation or a field: the gateway admits no other caller, and the SDL says so to routers.
 *
 * On an object: for routers alone, because they come to it from other subgraphs as well, by its key; they let in who may
 * read it or write it. The gateway itself checks callers when it asks Graph for the object.
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
