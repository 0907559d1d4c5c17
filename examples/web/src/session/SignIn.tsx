import { useSession } from './SessionContext';
import { SignInForm } from './SignInForm';
import { TokenForm } from './TokenForm';

interface Props {
  readonly leavesIfBlocked?: boolean;
  /** The next attempt is challenged again, and then opens the window of the proof. */
  readonly asksForProof?: boolean;
}

/** However this deployment does it. */
export function SignIn({ leavesIfBlocked = false, asksForProof = false }: Props) {
  const { microsoft } = useSession();
  if (microsoft === undefined) return <TokenForm />;
  return asksForProof ? null : <SignInForm microsoft={microsoft} leavesIfBlocked={leavesIfBlocked} />;
}
