import { useSession } from './SessionContext';
import { SignInForm } from './SignInForm';
import { TokenForm } from './TokenForm';

/** However this deployment does it. */
export function SignIn({ leavesIfBlocked = false }: { readonly leavesIfBlocked?: boolean }) {
  const { microsoft } = useSession();
  return microsoft === undefined ? (
    <TokenForm />
  ) : (
    <SignInForm microsoft={microsoft} leavesIfBlocked={leavesIfBlocked} />
  );
}
