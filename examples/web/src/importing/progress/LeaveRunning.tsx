import { useCallback } from 'react';
import { useBeforeUnload, useBlocker, type BlockerFunction } from 'react-router';
import { ModalDialog } from '../../ui/ModalDialog';

/** Asks before a running import is left: the browser does for other pages, a dialog for those of the dashboard. */
export function LeaveRunning({ isRunning }: { readonly isRunning: boolean }) {
  const isLeaving = useCallback<BlockerFunction>(
    ({ currentLocation, nextLocation }) => isRunning && currentLocation.pathname !== nextLocation.pathname,
    [isRunning],
  );
  const blocker = useBlocker(isLeaving);
  useBeforeUnload(
    useCallback(
      (event) => {
        if (isRunning) event.preventDefault();
      },
      [isRunning],
    ),
  );
  if (blocker.state !== 'blocked') return null;
  const { proceed, reset } = blocker;
  return (
    <ModalDialog title="Leave the import?" onClose={reset}>
      <p>It pauses, and goes on when you open this page again and continue it.</p>
      <div className="actions">
        <button type="button" onClick={reset}>
          Stay
        </button>
        <button type="button" onClick={proceed}>
          Pause and leave
        </button>
      </div>
    </ModalDialog>
  );
}
