import { useEffect, useId, useRef } from 'react';
import { useSessionState } from './SessionContext';

/** A claims challenge whose window the browser has blocked: it opens in a click. */
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
    <dialog ref={dialog} aria-labelledby={id} onCancel={() => proof?.cancel()}>
      <h2 id={id}>A further proof is required</h2>
      <p>Your organization asks for it before this goes on. The browser has blocked the window.</p>
      <p className="sign-in-buttons">
        <button type="button" className="primary" onClick={() => proof?.begin()}>
          Open the window
        </button>
        <button type="button" onClick={() => proof?.cancel()}>
          Not now
        </button>
      </p>
    </dialog>
  );
}
