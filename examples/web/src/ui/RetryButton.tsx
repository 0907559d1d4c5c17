import { useEffect } from 'react';
import { useCountdown } from './use-countdown';

interface Props {
  readonly waitSeconds: number;
  readonly onRetry: () => void;
  /** Called when the wait is over; absent if the next attempt is up to the person. */
  readonly onWaited?: (() => void) | undefined;
}

/** Counts down what the gateway asked to wait. */
export function RetryButton({ waitSeconds, onRetry, onWaited }: Props) {
  const left = useCountdown(waitSeconds);
  const isOver = left <= 0;

  useEffect(() => {
    if (isOver) onWaited?.();
  }, [isOver, onWaited]);

  return (
    <button type="button" onClick={onRetry} disabled={!isOver}>
      {isOver ? 'Try again' : `Again in ${left} s`}
    </button>
  );
}
