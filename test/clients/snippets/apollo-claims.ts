import { CombinedGraphQLErrors } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { from, switchMap } from 'rxjs';

/** Before the link that sends. `newToken`: with MSAL, `acquireTokenPopup({ scopes, claims })`. */
export const claimsLink = (newToken: (claims: string) => Promise<string>) =>
  new ErrorLink(({ error, operation, forward }) => {
    if (!CombinedGraphQLErrors.is(error)) return;
    const { claims, written } = error.errors[0]?.extensions ?? {};
    // What Graph has done already must not be sent again.
    if (typeof claims !== 'string' || written !== undefined) return;
    const token = newToken(atob(claims)).catch(() => {
      // The caller gets the challenge, not the reason for a missing token.
      throw error;
    });
    return from(token).pipe(
      switchMap((value) => {
        const authorization = `Bearer ${value}`;
        operation.setContext(({ headers }) => ({ headers: { ...(headers as object), authorization } }));
        return forward(operation);
      }),
    );
  });
