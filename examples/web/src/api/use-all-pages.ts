import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ErrorLike } from '@apollo/client';

interface Options {
  /** Of the pages so far; undefined until the first one is here. */
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null | undefined } | undefined;
  /** Adds the page after a cursor to the list; an error if it did not arrive. Never rejects. */
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
  const inFlight = useRef<string>(undefined);
  const next = pageInfo?.hasNextPage === true ? (pageInfo.endCursor ?? undefined) : undefined;
  const error = failed !== undefined && failed.cursor === next ? failed.error : undefined;
  const isReading = enabled && next !== undefined && error === undefined;

  // It differs at each render; the cursor says what to read.
  const fetchPage = useEffectEvent(fetchAfter);

  useEffect(() => {
    // A render while a page is on its way must not ask for it again.
    if (!isReading || inFlight.current === next) return;
    inFlight.current = next;
    void fetchPage(next).then((reason) => {
      inFlight.current = undefined;
      if (reason !== undefined) setFailed({ cursor: next, error: reason });
    });
  }, [isReading, next]);

  return {
    isReading,
    isComplete: pageInfo !== undefined && next === undefined,
    error,
    tryAgain: () => setFailed(undefined),
  };
}

/** Why a page did not arrive; undefined if it did. */
export async function reasonOf<Data>(
  fetched: Promise<{ readonly data?: Data | undefined; readonly error?: ErrorLike | undefined }>,
  hasArrived: (data: Data) => boolean,
): Promise<ErrorLike | undefined> {
  try {
    const { data, error } = await fetched;
    if (data !== undefined && hasArrived(data)) return undefined;
    return error ?? new Error('The page is empty.');
  } catch (error) {
    return error as Error;
  }
}
