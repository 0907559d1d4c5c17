import { useCallback, useEffect, useState } from 'react';

export interface Wait {
  /** Whole seconds that are left; 0 once the wait is over. */
  readonly left: number;
  /** The whole wait, in seconds; 0 if there was none. */
  readonly total: number;
  /** A new wait, in place of the one before. */
  readonly start: (seconds: number) => void;
}

/** Waits by the clock: a hidden tab runs few timers. */
export function useWait(): Wait {
  const [{ now, end, total }, set] = useState({ now: 0, end: 0, total: 0 });
  const isOver = now >= end;

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => set((wait) => ({ ...wait, now: Date.now() })), 1000);
    return () => clearInterval(timer);
  }, [isOver, end]);

  const start = useCallback((seconds: number): void => {
    const now = Date.now();
    set({ now, end: now + seconds * 1000, total: Math.ceil(seconds) });
  }, []);
  return { left: isOver ? 0 : Math.ceil((end - now) / 1000), total, start };
}
