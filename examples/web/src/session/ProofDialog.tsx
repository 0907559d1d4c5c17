import { ModalDialog } from '../ui/ModalDialog';
import { useSessionState } from './SessionContext';

/** While an operation waits for a further proof, after a claims challenge. */
export function ProofDialog() {
  const { proof } = useSessionState();
  if (proof === undefined) return null;
  return (
    <ModalDialog title="A further proof is required" onClose={proof.cancel}>
      <p>
        Your organization asks for it before this goes on.{' '}
        {proof.isBlocked ? 'The browser has blocked the window.' : 'Go on in the window that has opened.'}
      </p>
      <p className="sign-in-buttons">
        <button type="button" className="primary" onClick={proof.openWindow}>
          {proof.isBlocked ? 'Open the window' : 'Open the window again'}
        </button>
        <button type="button" onClick={proof.cancel}>
          Not now
        </button>
      </p>
    </ModalDialog>
  );
}
