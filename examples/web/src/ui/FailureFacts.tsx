import type { Failure } from '../api/failure';
import { CopyButton } from './CopyButton';

/** What support asks for. */
export function FailureFacts({ failure: { code, requestId } }: { readonly failure: Failure }) {
  return (
    <p className="failure-facts">
      <code>{code}</code>
      {requestId !== undefined && (
        <>
          {' · request '}
          <code>{requestId}</code> <CopyButton text={requestId} label="the request id" />
        </>
      )}
    </p>
  );
}
