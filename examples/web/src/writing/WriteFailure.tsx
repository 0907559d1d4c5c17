import type { ReactNode } from 'react';
import type { Failure } from '../api/failure';
import { SignIn } from '../session/SignIn';
import { FailureFacts } from '../ui/FailureFacts';
import { RequiredPermission } from '../ui/RequiredPermission';

interface Props {
  readonly failure: Failure | undefined;
  /** What the failure means here. */
  readonly children?: ReactNode;
}

/** Why a write failed. The next try is the button's that sent it. */
export function WriteFailure({ failure, children }: Props) {
  // Broken rules are shown at their fields.
  if (failure === undefined || failure.remedy === 'correct') return null;
  return (
    <section className="failure" role="alert" aria-label={failure.title}>
      <h2>{failure.title}</h2>
      <p>{failure.sentence}</p>
      {children}
      <RequiredPermission scopes={failure.requiredScopes} />
      {failure.remedy === 'sign in' && <SignIn asksForProof={failure.asksForProof} />}
      <FailureFacts failure={failure} />
    </section>
  );
}
