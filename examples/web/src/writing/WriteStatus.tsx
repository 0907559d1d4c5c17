import { counted } from '../words/numbers';
import type { Writing } from './use-write';

interface Props {
  readonly writing: Pick<Writing, 'isSending' | 'wait'>;
  readonly labelOfSending: string;
}

/** What happens at the moment. A screen reader hears the wait once, and its end, not each second. */
export function WriteStatus({ writing: { isSending, wait }, labelOfSending }: Props) {
  return (
    <>
      {wait.left > 0 && <p role="timer">The gateway asks to wait: {counted(wait.left, 'second')} left</p>}
      <p role="status" className={isSending ? '' : 'visually-hidden'}>
        {isSending && `${labelOfSending}…`}
        {!isSending &&
          wait.left > 0 &&
          `The gateway asks to wait ${counted(wait.total, 'second')}. What you typed stays.`}
        {!isSending && wait.left === 0 && wait.total > 0 && 'The wait is over.'}
      </p>
    </>
  );
}
