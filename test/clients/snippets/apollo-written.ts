import type { ApolloCache } from '@apollo/client';

type Written = { verb: 'create' | 'update' | 'delete'; type: string; id: string };

/** `written`: `extensions.written` of the first error. What was created or changed has to be read again. */
export function forgetDeleted(cache: ApolloCache, written: readonly Written[]) {
  for (const { verb, type: __typename, ...keys } of written) {
    const forgotten = cache.identify({ __typename, ...keys });
    if (verb === 'delete' && forgotten !== undefined) cache.evict({ id: forgotten });
  }
  cache.gc();
}
