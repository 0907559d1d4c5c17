import { useEffect, useRef } from 'react';
import { RetryButton } from '../ui/RetryButton';
import { useSession, useSessionState } from './SessionContext';
import { SignIn } from './SignIn';

interface Props {
  readonly asksForProof: boolean;
  readonly onRetry: () => void;
}

/** For an operation that was refused without a valid token. Several may be on a page, and one sign-in is enough. */
export function SignInAgain({ asksForProof, onRetry }: Props) {
  const { microsoft } = useSession();
  const { signIns } = useSessionState();
  const before = useRef(signIns);
  useEffect(() => {
    if (signIns === before.current) return;
    before.current = signIns;
    onRetry();
  }, [signIns, onRetry]);
  // The attempt is challenged again, and then the window of the proof opens.
  if (asksForProof && microsoft !== undefined) return <RetryButton waitSeconds={0} onRetry={onRetry} />;
  return <SignIn />;
}
