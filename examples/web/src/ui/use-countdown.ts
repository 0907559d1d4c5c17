import { useEffect, useState } from 'react';

/** Seconds that are left of a wait, by the clock: a hidden tab runs few timers. Another wait needs another `key`. */
export function useCountdown(seconds: number): number {
  const [end] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(Math.ceil(seconds));
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setLeft(Math.ceil((end - Date.now()) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [end, isOver]);
  return Math.max(0, left);
}
