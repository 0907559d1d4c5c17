import { useEffect, useRef, type RefObject } from 'react';

/**
 * The heading of what has taken the place of something else gets the focus, which was in what has gone. `phase`: what else
 * replaces buttons.
 */
export function useArrivedHeading(phase = ''): {
  readonly ref: RefObject<HTMLHeadingElement | null>;
  readonly tabIndex: -1;
} {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [phase]);
  return { ref, tabIndex: -1 };
}
