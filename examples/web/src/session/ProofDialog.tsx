import { useEffect, useId, useRef } from 'react';
import { useSessionState } from './SessionContext';

/** While an operation waits for a further proof, after a claims challenge. */
export function ProofDialog() {
  const { proof } = useSessionState();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isOpen = proof !== undefined;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={proof?.cancel}>
      {proof && (
        <>
          <h2 id={id}>A further proof is required</h2>
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
        </>
      )}
    </dialog>
  );
}
