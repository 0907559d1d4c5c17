import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { claimsLink } from '../session/claims-link';
import type { Session } from '../session/session';
import { newCache } from './cache';
import { readTimes } from './read-times';

export function newClient(gateway: string, session: Session): ApolloClient {
  const { account } = session.state();
  const authorize = new SetContextLink(async ({ headers }) => {
    const authorization = await session.authorization();
    // What one person has begun, such as a write that waits for its next try, is not done by another.
    if (session.state().account?.id !== account?.id) throw new Error('Another person has signed in.');
    return { headers: { ...(headers as Record<string, string>), ...(authorization ? { authorization } : {}) } };
  });
  return new ApolloClient({
    link: ApolloLink.from([
      readTimes.link,
      authorize,
      ...(session.microsoft ? [claimsLink(session.microsoft.tokenWith)] : []),
      new HttpLink({ uri: gateway }),
    ]),
    cache: newCache(),
    // What arrived is shown, next to what is missing.
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
}

declare module '@apollo/client' {
  // The names are Apollo Client's.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace ApolloClient {
    // eslint-disable-next-line @typescript-eslint/no-namespace
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Query {
        errorPolicy: 'all';
      }
    }
  }
}
