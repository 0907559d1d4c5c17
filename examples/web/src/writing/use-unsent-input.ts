import { useCallback, useEffect, useRef } from 'react';
import { useBeforeUnload, useBlocker, type Blocker, type BlockerFunction } from 'react-router';

export interface UnsentInput {
  readonly blocker: Blocker;
  readonly markTyped: () => void;
  readonly markSent: () => void;
  /** If the person was asked meanwhile, they leave now. */
  readonly leaveIfAsked: () => void;
}

/** Asks before what a person has typed is lost: the browser does for other pages, a dialog for those of the dashboard. */
export function useUnsentInput(): UnsentInput {
  const isUnsent = useRef(false);
  // The link to the content stays on the page.
  const isLeaving = useCallback<BlockerFunction>(
    ({ currentLocation, nextLocation }) => isUnsent.current && currentLocation.pathname !== nextLocation.pathname,
    [],
  );
  const blocker = useBlocker(isLeaving);
  useBeforeUnload(
    useCallback((event) => {
      if (isUnsent.current) event.preventDefault();
    }, []),
  );
  const latest = useRef(blocker);
  useEffect(() => {
    latest.current = blocker;
  }, [blocker]);
  return {
    blocker,
    markTyped: useCallback(() => void (isUnsent.current = true), []),
    markSent: useCallback(() => void (isUnsent.current = false), []),
    leaveIfAsked: useCallback(() => latest.current.proceed?.(), []),
  };
}
