import { useHeading } from '../app/use-heading';
import { useSession } from './SessionContext';
import { SignIn } from './SignIn';

export function SignedOutPage() {
  const heading = useHeading('Signed out');
  const { microsoft } = useSession();
  return (
    <>
      <h1 {...heading}>Signed out</h1>
      {microsoft === undefined ? (
        <p>
          The gateway answers callers with a bearer token. This deployment has no sign-in, so give it a token for
          Microsoft Graph that may read <code>DeviceManagementConfiguration.Read.All</code>. It stays in the memory of
          this tab.
        </p>
      ) : (
        <p>Sign in with the account of your organization that may read the reports of Intune.</p>
      )}
      <SignIn leavesIfBlocked />
    </>
  );
}
