import type { Blocker } from 'react-router';
import { ModalDialog } from '../ui/ModalDialog';

export function LeaveDialog({ blocker }: { readonly blocker: Blocker }) {
  if (blocker.state !== 'blocked') return null;
  const { proceed, reset } = blocker;
  return (
    <ModalDialog title="Leave this page?" onClose={reset}>
      <p>What you typed is not stored, and is lost if you leave.</p>
      <div className="actions">
        <button type="button" onClick={reset}>
          Stay
        </button>
        <button type="button" className="danger" onClick={proceed}>
          Leave
        </button>
      </div>
    </ModalDialog>
  );
}
