import { useCallback, useRef, useState } from 'react';
import { failureOfWrite, type Failure } from '../api/failure';
import { useWait, type Wait } from '../ui/use-wait';

export type Result<Value> =
  { readonly value: Value; readonly failure?: never } | { readonly value?: never; readonly failure: Failure };

export interface Writing {
  readonly isSending: boolean;
  readonly failure: Failure | undefined;
  /** What the gateway asks to wait before the next try. */
  readonly wait: Wait;
  /** Undefined if nothing was sent: another write is on its way, or a wait is not over. Never rejects. */
  readonly write: <Value>(send: () => Promise<Value>) => Promise<Result<Value> | undefined>;
  readonly forgetFailure: () => void;
}

/** One write at a time: a double click, or Enter twice, sends once. */
export function useWrite(): Writing {
  const [isSending, setIsSending] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isBusy = useRef(false);
  const wait = useWait();
  const { left, start } = wait;

  const write: Writing['write'] = async (send) => {
    if (isBusy.current || left > 0) return undefined;
    isBusy.current = true;
    setIsSending(true);
    setFailure(undefined);
    start(0);
    try {
      return { value: await send() };
    } catch (error) {
      const reason = failureOfWrite(error);
      setFailure(reason);
      start(reason.retryAfterSeconds ?? 0);
      return { failure: reason };
    } finally {
      isBusy.current = false;
      setIsSending(false);
    }
  };
  return { isSending, failure, wait, write, forgetFailure: useCallback(() => setFailure(undefined), []) };
}
