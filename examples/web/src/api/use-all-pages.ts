import { useEffect, useState } from 'react';
import type { ErrorLike } from '@apollo/client';

interface Options {
  /** Of the pages so far; undefined until the first one is here. */
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined } | undefined;
  /** Adds the page after a cursor to the list, and never rejects. */
  readonly fetchAfter: (cursor: string) => Promise<ErrorLike | undefined>;
  /** Reading pauses while this is false. */
  readonly enabled: boolean;
}

export interface AllPages {
  readonly isReading: boolean;
  readonly isComplete: boolean;
  /** Of a page after the first one. */
  readonly error: ErrorLike | undefined;
  readonly tryAgain: () => void;
}

/** Reads page after page to the end of a list, and stops at the first error. */
export function useAllPages({ pageInfo, fetchAfter, enabled }: Options): AllPages {
  const [failed, setFailed] = useState<{ readonly cursor: string; readonly error: ErrorLike }>();
  const next = pageInfo?.hasNextPage === true ? (pageInfo.endCursor ?? undefined) : undefined;
  const error = failed !== undefined && failed.cursor === next ? failed.error : undefined;
  const isReading = enabled && next !== undefined && error === undefined;

  useEffect(() => {
    if (!isReading) return;
    let isCurrent = true;
    void fetchAfter(next).then((reason) => {
      if (isCurrent && reason !== undefined) setFailed({ cursor: next, error: reason });
    });
    return () => {
      isCurrent = false;
    };
    // `fetchAfter` differs at each render; the cursor says what to read.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isReading, next]);

  return {
    isReading,
    isComplete: pageInfo !== undefined && next === undefined,
    error,
    tryAgain: () => setFailed(undefined),
  };
}
