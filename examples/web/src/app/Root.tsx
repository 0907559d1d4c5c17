import { useMemo } from 'react';
import { ApolloProvider } from '@apollo/client/react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { newClient } from '../api/client';
import { useSession, useSessionState } from '../session/SessionContext';
import { App } from './App';

/** One route for all pages, whose own are in `App`: this kind of router asks before what was typed is lost. */
const router = createBrowserRouter([{ path: '*', Component: App }]);

/** The parts that all pages need. Another account starts with an empty cache: what one may read, another may not. */
export function Root({ gateway }: { readonly gateway: string }) {
  const session = useSession();
  const account = useSessionState().account?.id;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the account is the reason for another client
  const client = useMemo(() => newClient(gateway, session), [gateway, session, account]);
  return (
    <ApolloProvider client={client} key={account}>
      {/* The address holds what is typed, and React takes no text back from a transition. */}
      <RouterProvider router={router} useTransitions={false} />
    </ApolloProvider>
  );
}
