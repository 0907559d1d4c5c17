import { useEffect, useRef } from 'react';
import { failureOf } from '../api/failure';
import { useOnline } from '../app/use-online';
import { FailureFacts } from './FailureFacts';
import { Remedy } from './Remedy';

interface Props {
  /** Nothing is shown without one. The component stays mounted, so that it knows what it has tried. */
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Whether older data is still on the page. */
  readonly isStale?: boolean;
}

/** What failed, in words, and what to do about it. */
export function FailureNotice({ error, onRetry, isStale = false }: Props) {
  const isOnline = useOnline();
  const failure = error === undefined ? undefined : failureOf(error);
  const waitsForNetwork = failure?.remedy === 'go online';
  /** A page must not call on and on: after one attempt by itself the next is up to the person. */
  const hasRetried = useRef(false);

  const wasOnline = useRef(isOnline);
  useEffect(() => {
    const isBack = isOnline && !wasOnline.current;
    wasOnline.current = isOnline;
    if (isBack && waitsForNetwork) onRetry();
  }, [isOnline, waitsForNetwork, onRetry]);

  if (failure === undefined) return null;
  const retryByItself = (): void => {
    if (hasRetried.current) return;
    hasRetried.current = true;
    onRetry();
  };
  const retryByHand = (): void => {
    hasRetried.current = false;
    onRetry();
  };
  return (
    <section className="failure" role="alert" aria-label={failure.title}>
      <h2>{failure.title}</h2>
      <p>{failure.sentence}</p>
      {isStale && <p>The page still shows what was read before.</p>}
      <FailureFacts failure={failure} />
      <Remedy failure={failure} onRetry={retryByHand} onWaited={retryByItself} />
    </section>
  );
}
