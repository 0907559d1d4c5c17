import { AuthError, BrowserAuthErrorCodes } from '@azure/msal-browser';
import { SignInError, type SignInFault } from './session';

const faults: Readonly<Record<string, SignInFault>> = {
  [BrowserAuthErrorCodes.popupWindowError]: 'blocked',
  [BrowserAuthErrorCodes.emptyWindowError]: 'blocked',
  [BrowserAuthErrorCodes.timedOut]: 'closed',
  [BrowserAuthErrorCodes.userCancelled]: 'closed',
  [BrowserAuthErrorCodes.interactionInProgressCancelled]: 'replaced',
  access_denied: 'not granted',
  consent_required: 'not granted',
};

/** Entra's numbers of a missing consent: of the person, declined, of an administrator. */
const consentNumbers = /AADSTS(65001|65004|90094|90095)\b/;

/** What happened in the window of the authority, or on the way to it. */
export function signInErrorOf(error: unknown): SignInError {
  if (!(error instanceof AuthError)) return new SignInError('failed', String(error));
  const { errorCode, errorMessage } = error;
  const fault = consentNumbers.test(errorMessage) ? 'not granted' : (faults[errorCode] ?? 'failed');
  // Ids and times of the request follow; the first sentence is for people.
  const sentence = errorMessage.split(' Trace ID:')[0]?.trim();
  return new SignInError(fault, sentence === undefined || sentence === '' ? errorCode : sentence);
}
