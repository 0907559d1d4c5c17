import type { Blocker } from 'react-router';
import { ModalDialog } from '../ui/ModalDialog';

interface Props {
  readonly blocker: Blocker;
  /** What was typed is on its way. */
  readonly isSending: boolean;
}

export function LeaveDialog({ blocker, isSending }: Props) {
  if (blocker.state !== 'blocked') return null;
  const { proceed, reset } = blocker;
  return (
    <ModalDialog title="Leave this page?" onClose={reset}>
      <p>
        {isSending
          ? 'What you typed is on its way. If it fails after you have left, it is lost.'
          : 'What you typed is not stored, and is lost if you leave.'}
      </p>
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
