/**
 * `/authorize` for a single-page application: authorization code with PKCE. People choose who they are, without a
 * password. An application that names the person (`login_hint`) gets its code at once, as with a session at Entra.
 */
import { randomBytes } from 'node:crypto';
import { callingClientId } from '../directory.js';
import { OAuthError } from '../oauth-refusal.js';
import type { AuthorityState } from '../state.js';
import { approvalPage, choicePage, errorPage } from './pages.js';
import { personOf, type Person } from './people.js';
import { grantedTo, readScope } from './scopes.js';
import type { Code } from './sign-in.js';

export type Query = Readonly<Record<string, string | undefined>>;

/** A parameter that is given twice is a list for the server. RFC 6749, section 3.1, allows each once. */
export function isEachOnce(query: Readonly<Record<string, unknown>>): query is Query {
  return Object.values(query).every((value) => typeof value === 'string');
}

export type AuthorizeAnswer =
  { readonly status: number; readonly html: string } | { readonly status: 302; readonly location: string };

const codeLifetimeMs = 60_000;
/** Base64url of a SHA-256. */
const challengeForm = /^[\w-]{43}$/;
const declined = new OAuthError('access_denied', 65004, 'User declined to consent to access the app.');

/** `path` is the one of the request, for the links of the pages. */
export function authorize(state: AuthorityState, tenantId: string, path: string, query: Query): AuthorizeAnswer {
  const { client_id: clientId = '', redirect_uri: redirectUri = '' } = query;
  if (clientId !== callingClientId) {
    return errorPage(`AADSTS700016: Application with identifier '${clientId}' was not found in the directory.`);
  }
  // Nothing may be sent to an address that is not the application's, not even an error.
  if (!isLoopback(redirectUri)) {
    return errorPage(
      `AADSTS50011: The redirect URI '${redirectUri}' does not match those of the application: an address of this computer.`,
    );
  }
  try {
    return answer(state, tenantId, path, query);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return refuse(query, error);
  }
}

function answer(state: AuthorityState, tenantId: string, path: string, query: Query): AuthorizeAnswer {
  const { response_type: responseType, code_challenge: challenge = '', code_challenge_method: method } = query;
  if (responseType !== 'code') {
    throw new OAuthError(
      'unsupported_response_type',
      700054,
      `The response type '${responseType ?? ''}' is not enabled.`,
    );
  }
  if (method !== 'S256' || !challengeForm.test(challenge)) {
    throw new OAuthError('invalid_request', 9002325, 'Proof Key for Code Exchange with S256 is required.');
  }
  const requested = readScope(query['scope'] ?? '', state.registration);
  const link = (choice: string): string => `${path}?${new URLSearchParams({ ...query, choice })}`;
  if (query['choice'] === 'none') throw declined;
  const person = personOf(query['choice']) ?? rememberedPerson(query);
  if (person === undefined) {
    if (query['prompt'] === 'none') throw new OAuthError('login_required', 50058, 'No user is signed in.');
    return choicePage(link, personOf(query['login_hint']));
  }
  if (grantedTo(person, requested) === undefined) return approvalPage(link, person, requested);
  return accept(state, query, {
    person,
    tenantId,
    requested,
    nonce: query['nonce'],
    claims: query['claims'],
    redirectUri: query['redirect_uri'] ?? '',
    challenge,
    expiresAt: Date.now() + codeLifetimeMs,
  });
}

/** Whom the application names. A prompt, or claims that need a further proof, put the page first. */
function rememberedPerson({ login_hint: hint, prompt, claims }: Query): Person | undefined {
  const asksPerson = prompt !== undefined && prompt !== 'none';
  return asksPerson || needsProof(claims) ? undefined : personOf(hint);
}

/** Anything but `xms_cc`, in which a client only declares its capabilities. */
function needsProof(claims: string | undefined): boolean {
  if (claims === undefined) return false;
  try {
    const requests = JSON.parse(claims) as { access_token?: object | null } | null;
    return Object.keys(requests?.access_token ?? {}).some((name) => name !== 'xms_cc');
  } catch {
    throw new OAuthError('invalid_request', 900144, 'The claims parameter is not JSON.');
  }
}

function accept(state: AuthorityState, query: Query, granted: Code): AuthorizeAnswer {
  // Applications do not redeem all of them.
  for (const [old, { expiresAt }] of state.codes) if (expiresAt <= Date.now()) state.codes.delete(old);
  const code = randomBytes(32).toString('base64url');
  state.codes.set(code, granted);
  return redirect(query, { code });
}

function refuse(query: Query, { error, number, message }: OAuthError): AuthorizeAnswer {
  const subcode = error === 'access_denied' ? { error_subcode: 'cancel' } : {};
  return redirect(query, { error, error_description: `AADSTS${number}: ${message}`, ...subcode });
}

function redirect(query: Query, response: Readonly<Record<string, string>>): AuthorizeAnswer {
  const location = new URL(query['redirect_uri'] ?? '');
  const { state } = query;
  const parameters = Object.entries({ ...response, ...(state === undefined ? {} : { state }) });
  if (query['response_mode'] === 'fragment') location.hash = new URLSearchParams(parameters).toString();
  // What the address has already stays.
  else for (const [name, value] of parameters) location.searchParams.set(name, value);
  return { status: 302, location: location.href };
}

/** Where an application of this computer gets its answers. */
export function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) &&
    ['localhost', '127.0.0.1', '[::1]'].includes(hostname) &&
    username + password === ''
  );
}
