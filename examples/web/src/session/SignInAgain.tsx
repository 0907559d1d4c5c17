import { useEffect, useRef } from 'react';
import { useSession, useSessionState } from './SessionContext';
import { SignInForm } from './SignInForm';
import { TokenForm } from './TokenForm';

/** For an operation that was refused without a valid token. Several may be on a page, and one sign-in is enough. */
export function SignInAgain({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const { microsoft } = useSession();
  const { signIns } = useSessionState();
  const before = useRef(signIns);
  useEffect(() => {
    if (signIns === before.current) return;
    before.current = signIns;
    onSignedIn();
  }, [signIns, onSignedIn]);
  return microsoft === undefined ? <TokenForm /> : <SignInForm microsoft={microsoft} />;
}
