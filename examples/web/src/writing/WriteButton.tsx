import type { ComponentProps } from 'react';
import type { Writing } from './use-write';

interface Props extends ComponentProps<'button'> {
  readonly writing: Pick<Writing, 'isSending' | 'wait'>;
  readonly label: string;
  /** While it is on its way, as in `Storing`. */
  readonly labelOfSending: string;
}

/** Keeps the focus while it cannot be used, which a disabled button would lose. */
export function WriteButton({ writing: { isSending, wait }, label, labelOfSending, onClick, ...others }: Props) {
  const isIdle = !isSending && wait.left === 0;
  const text = isSending ? `${labelOfSending}…` : wait.left > 0 ? `Again in ${wait.left} s` : label;
  return (
    <button {...others} aria-disabled={!isIdle} onClick={isIdle ? onClick : undefined}>
      {text}
    </button>
  );
}
