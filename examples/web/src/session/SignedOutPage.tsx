import { useHeading } from '../app/use-heading';
import { TokenForm } from './TokenForm';

export function SignedOutPage() {
  const heading = useHeading('Signed out');
  return (
    <>
      <h1 {...heading}>Signed out</h1>
      <p>
        The gateway answers callers with a bearer token. This deployment has no sign-in, so give it a token for
        Microsoft Graph that may read <code>DeviceManagementConfiguration.Read.All</code>. It stays in the memory of
        this tab.
      </p>
      <TokenForm />
    </>
  );
}
