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
} from '@azure/msal-browser';
import type { SignInConfig } from '../config/config';
import { grantedBy } from './granted';
import { sessionStore, type Session, type SignInError } from './session';
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
    const { homeAccountId: id, name, username } = result.account;
    if (granted.scopes.length > 0) scopes = [...granted.scopes];
    // Every operation comes here, and only a change is news. A refused write is remembered until a person signs in again.
    if (id !== state().account?.id) {
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
  const inWindow = async (claims?: string): Promise<string> => {
    const account = msal.getActiveAccount();
    const request = {
      scopes: requested,
      overrideInteractionInProgress: true,
      ...(claims === undefined ? {} : { claims }),
      ...(claims === undefined || account === null ? { prompt: PromptValue.SELECT_ACCOUNT } : { account }),
    };
    try {
      return accept(await msal.acquireTokenPopup(request));
    } catch (error) {
      throw signInErrorOf(error);
    }
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
    refuseWrites: () => update({ mayWrite: false }),
    microsoft: {
      scopes: requested,
      failedBefore,
      async withWindow() {
        await inWindow();
        update({ signIns: state().signIns + 1 });
      },
      withRedirect: () => msal.acquireTokenRedirect({ scopes: requested, prompt: PromptValue.SELECT_ACCOUNT }),
      signOut: () => msal.logoutRedirect({ account: msal.getActiveAccount() }),
      tokenWith: proofs(inWindow, (proof) => update({ proof })),
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
  try {
    const redirected = await msal.handleRedirectPromise();
    const [known] = msal.getAllAccounts();
    if (redirected === null && known !== undefined) msal.setActiveAccount(known);
    const result = redirected ?? (await silently());
    if (result !== undefined) accept(result);
    return undefined;
  } catch (error) {
    // What is stored is of no use any more.
    msal.setActiveAccount(null);
    return signInErrorOf(error);
  }
}
