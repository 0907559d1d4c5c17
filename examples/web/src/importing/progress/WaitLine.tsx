import { useState } from 'react';
import type { Failure } from '../../api/failure';
import { useCountdown } from '../../ui/use-countdown';
import { counted } from '../../words/numbers';

interface Props {
  /** Undefined while it waits for the network. */
  readonly until: number | undefined;
  readonly failure: Failure;
}

/** Why nothing moves at the moment. */
export function WaitLine({ until, failure }: Props) {
  if (until === undefined) return <p className="note">You are offline. The import goes on by itself.</p>;
  return <Countdown until={until} failure={failure} />;
}

function Countdown({ until, failure }: { readonly until: number; readonly failure: Failure }) {
  const [seconds] = useState(() => Math.max(0, (until - Date.now()) / 1000));
  const left = useCountdown(seconds);
  return (
    <p className="note">
      {failure.title}. <span role="timer">The import goes on in {counted(left, 'second')}.</span>
    </p>
  );
}
