import { useRef, useState } from 'react';
import { SignInError, type MicrosoftSignIn } from './session';

export type SignInProgress = 'idle' | 'window is open' | 'leaving the page' | SignInError;

export interface SignInActions {
  readonly progress: SignInProgress;
  /** In a click, so that the browser lets the window open. */
  readonly openWindow: () => void;
  readonly leavePage: () => void;
}

/** One attempt after another; only the latest one counts. */
export function useSignIn(microsoft: MicrosoftSignIn, leavesIfBlocked: boolean): SignInActions {
  const [progress, setProgress] = useState<SignInProgress>(microsoft.failedBefore ?? 'idle');
  const latest = useRef(0);

  const run = (attempt: () => Promise<void>, isDone: () => void, isBlocked: (error: SignInError) => void): void => {
    const number = (latest.current += 1);
    attempt().then(
      () => number === latest.current && isDone(),
      (error: unknown) => {
        if (number !== latest.current) return;
        const known = error instanceof SignInError ? error : new SignInError('failed', String(error));
        if (known.fault === 'blocked') isBlocked(known);
        else setProgress(known);
      },
    );
  };
  const leavePage = (): void => {
    setProgress('leaving the page');
    run(
      () => microsoft.withRedirect(),
      () => undefined,
      setProgress,
    );
  };
  const openWindow = (): void => {
    setProgress('window is open');
    run(
      () => microsoft.withWindow(),
      () => setProgress('idle'),
      leavesIfBlocked ? leavePage : setProgress,
    );
  };
  return { progress, openWindow, leavePage };
}
