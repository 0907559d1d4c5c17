import { useEffect, useState, useSyncExternalStore } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { readConfig } from '../config/config';
import { useSession } from '../session/SessionContext';
import { OneImport, type State } from './one-import';
import { browserParts } from './run/browser';
import { callerDigest, digestOf } from './run/caller';
import { gatewayParts } from './run/gateway';

export function useImport(): { readonly one: OneImport; readonly state: State } {
  const client = useApolloClient();
  const session = useSession();
  const [one] = useState(
    () =>
      new OneImport({
        partsOf: async ({ id, columns }) => ({
          ...browserParts,
          ...gatewayParts(client, columns),
          caller: async () => {
            const authorization = await session.authorization();
            return authorization && callerDigest(authorization, id);
          },
          keyLifetimeMs: (await readConfig()).idempotencyTtlMs,
        }),
        ownerOf: async (id) => {
          const { account } = session.state();
          return account && digestOf(account.id, id);
        },
      }),
  );
  useEffect(() => one.open(), [one]);
  return { one, state: useSyncExternalStore(one.subscribe, one.state) };
}
