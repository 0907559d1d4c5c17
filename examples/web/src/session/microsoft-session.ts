/**
 * Sign-in with Microsoft Entra ID. MSAL keeps tokens in the sessionStorage of this tab, gets new ones before they expire,
 * and is the only part of the page that sees them, besides the `Authorization` header.
 */
import {
  AuthError,
  CacheLookupPolicy,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
  PromptValue,
  type AuthenticationResult,
  type IPublicClientApplication,
  type PopupRequest,
} from '@azure/msal-browser';
import type { SignInConfig } from '../config/config';
import { grantedBy } from './granted';
import { SignInError, sessionStore, type Session } from './session';
import { signInErrorOf } from './sign-in-error';
import { proofs } from './proofs';

/** Longer than a second factor takes. MSAL cannot see that a window is closed, so the page offers another one meanwhile. */
const windowTimeoutMs = 10 * 60_000;

export async function microsoftSession(config: SignInConfig): Promise<Session> {
  const msal = await createStandardPublicClientApplication(configurationOf(config));
  const { state, subscribe, update } = sessionStore();
  const { writePermissions } = config;
  const requested = [...config.scopes];
  /** What the token has, rather than what was requested: MSAL's cache finds it by these. */
  let scopes = requested;

  const accept = (result: AuthenticationResult): string => {
    const granted = grantedBy(result, writePermissions);
    if (granted.scopes.length > 0) scopes = [...granted.scopes];
    const { homeAccountId: id, name, username } = result.account;
    const { account, mayWrite } = state();
    // Every operation comes here, and only a change is news.
    if (id !== account?.id || granted.mayWrite !== mayWrite) {
      msal.setActiveAccount(result.account);
      update({ isSignedIn: true, account: { id, name: name ?? username }, mayWrite: granted.mayWrite });
    }
    return result.accessToken;
  };
  const silently = async (): Promise<AuthenticationResult | undefined> => {
    const account = msal.getActiveAccount();
    // Without MSAL's hidden frame: the policy of the page allows none.
    const cacheLookupPolicy = CacheLookupPolicy.AccessTokenAndRefreshToken;
    return account ? msal.acquireTokenSilent({ scopes, account, cacheLookupPolicy }) : undefined;
  };
  const inWindow = async (request: Partial<PopupRequest>): Promise<AuthenticationResult> => {
    try {
      return await msal.acquireTokenPopup({ ...request, scopes: requested, overrideInteractionInProgress: true });
    } catch (error) {
      throw signInErrorOf(error);
    }
  };
  const proven = async (claims: string): Promise<string> => {
    const account = msal.getActiveAccount();
    const result = await inWindow(account ? { claims, account } : { claims });
    const token = accept(result);
    // What one person has begun is not done by another.
    if (account && result.account.homeAccountId !== account.homeAccountId) {
      throw new SignInError('failed', 'Another person has signed in.');
    }
    return token;
  };

  const failedBefore = await resume(msal, accept, silently);
  return {
    kind: 'microsoft',
    async authorization() {
      try {
        const result = await silently();
        return result && `Bearer ${accept(result)}`;
      } catch (error) {
        // The gateway answers UNAUTHENTICATED, and the page offers to sign in again.
        if (needsPerson(error)) return undefined;
        throw error;
      }
    },
    useToken: () => undefined,
    microsoft: {
      scopes: requested,
      failedBefore,
      async withWindow() {
        accept(await inWindow({ prompt: PromptValue.SELECT_ACCOUNT }));
        update({ signIns: state().signIns + 1 });
      },
      withRedirect: () => msal.acquireTokenRedirect({ scopes: requested, prompt: PromptValue.SELECT_ACCOUNT }),
      signOut: () => msal.logoutRedirect({ account: msal.getActiveAccount() }),
      tokenWith: proofs(proven, (proof) => update({ proof })),
    },
    state,
    subscribe,
  };
}

/** Entra ends the session of a page after a day: its refresh token is `invalid_grant` then. */
const needsPerson = (error: unknown): boolean =>
  error instanceof InteractionRequiredAuthError || (error instanceof AuthError && error.errorCode === 'invalid_grant');

function configurationOf({ clientId, authority, authorityMetadata }: SignInConfig) {
  const redirectUri = new URL('/redirect.html', location.href).href;
  return {
    auth: {
      clientId,
      authority,
      // /config.json names the authority, so MSAL need not ask another host whether it is one.
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: authorityMetadata === undefined ? '' : JSON.stringify(authorityMetadata),
      redirectUri,
      postLogoutRedirectUri: redirectUri,
      // It answers claims challenges.
      clientCapabilities: ['CP1'],
    },
    cache: { cacheLocation: 'sessionStorage' },
    system: { popupBridgeTimeout: windowTimeoutMs },
  };
}

/** After a redirect, and after a reload. */
async function resume(
  msal: IPublicClientApplication,
  accept: (result: AuthenticationResult) => string,
  silently: () => Promise<AuthenticationResult | undefined>,
): Promise<SignInError | undefined> {
  let isRedirected = true;
  try {
    let result: AuthenticationResult | undefined = (await msal.handleRedirectPromise()) ?? undefined;
    isRedirected = result !== undefined;
    const [known] = msal.getAllAccounts();
    if (result === undefined && known !== undefined) msal.setActiveAccount(known);
    result ??= await silently();
    if (result !== undefined) accept(result);
    return undefined;
  } catch (error) {
    // What is stored is of no use any more.
    msal.setActiveAccount(null);
    // A session that ended by itself is not a failed sign-in.
    return isRedirected || !needsPerson(error) ? signInErrorOf(error) : undefined;
  }
}
