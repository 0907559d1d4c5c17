import { Link } from 'react-router';
import type { Failure } from '../api/failure';
import { SignInAgain } from '../session/SignInAgain';
import { counted } from '../words/numbers';
import { RequiredPermission } from './RequiredPermission';
import { RetryButton } from './RetryButton';

interface Props {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly onWaited: () => void;
}

/** What a person can do about a failure. */
export function Remedy({ failure, onRetry, onWaited }: Props) {
  const { requiredScopes, retryAfterSeconds } = failure;
  switch (failure.remedy) {
    case 'sign in':
      return <SignInAgain asksForProof={failure.asksForProof} onRetry={onRetry} />;
    case 'ask for a permission':
      return (
        <>
          <RequiredPermission scopes={requiredScopes} />
          <RetryButton waitSeconds={0} onRetry={onRetry} />
        </>
      );
    case 'wait':
      return (
        <>
          {retryAfterSeconds !== undefined && <p>The gateway asks to wait {counted(retryAfterSeconds, 'second')}.</p>}
          <RetryButton
            key={failure.requestId}
            waitSeconds={retryAfterSeconds ?? 0}
            onRetry={onRetry}
            onWaited={retryAfterSeconds === undefined ? undefined : onWaited}
          />
        </>
      );
    case 'narrow it down':
      return (
        <p>
          Choose a filter among <Link to="/macs">all Macs</Link>, so that fewer reports match.
        </p>
      );
    case 'go back':
      return <Link to="/macs">Back to all Macs</Link>;
    case 'correct':
    case 'look':
    case 'compare':
    case 'go online':
    case 'try again':
      return <RetryButton waitSeconds={0} onRetry={onRetry} />;
  }
}
