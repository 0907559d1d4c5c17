import type { ReactNode } from 'react';
import { SignInError, type MicrosoftSignIn } from './session';
import { useSignIn, type SignInProgress } from './use-sign-in';

interface Props {
  readonly microsoft: MicrosoftSignIn;
  /** On a page that holds nothing of the person's, a blocked window needs no question. */
  readonly leavesIfBlocked: boolean;
}

/** The button, and what to do while and after the window is open. */
export function SignInForm({ microsoft, leavesIfBlocked }: Props) {
  const { progress, openWindow, leavePage } = useSignIn(microsoft, leavesIfBlocked);
  const isOpen = progress === 'window is open';
  return (
    <div className="sign-in">
      <div role="status">
        <SignInNews progress={progress} scopes={microsoft.scopes} />
      </div>
      <p className="sign-in-buttons">
        <button type="button" className="primary" disabled={progress === 'leaving the page'} onClick={openWindow}>
          {isOpen ? 'Open the window again' : 'Sign in'}
        </button>
        {(isOpen || (progress instanceof SignInError && progress.fault === 'blocked')) && (
          <button type="button" onClick={leavePage}>
            Sign in on this page instead
          </button>
        )}
      </p>
    </div>
  );
}

function SignInNews({
  progress,
  scopes,
}: {
  readonly progress: SignInProgress;
  readonly scopes: readonly string[];
}): ReactNode {
  if (progress === 'idle') return null;
  if (progress === 'window is open') return <p>Go on in the window that has opened.</p>;
  if (progress === 'leaving the page') return <p>Going to the sign-in page…</p>;
  switch (progress.fault) {
    case 'blocked':
      return <p>The browser has blocked the window. What you have typed is lost if you sign in on this page.</p>;
    case 'closed':
    case 'replaced':
      return <p>The sign-in was not finished.</p>;
    case 'not granted':
      return (
        <>
          <h2>A permission was not granted</h2>
          <p>This page needs these permissions, for which an administrator of your organization may have to consent:</p>
          <ul>
            {scopes.map((scope) => (
              <li key={scope}>
                <code>{scope}</code>
              </li>
            ))}
          </ul>
          <p>Ask an administrator to grant them to this application in Microsoft Entra, then sign in again.</p>
        </>
      );
    case 'failed':
      return (
        <>
          <h2>The sign-in failed</h2>
          <p>{progress.message}</p>
        </>
      );
  }
}
