import { useCallback, useState } from 'react';

/**
 * Reads again, and keeps why that failed: Apollo Client forgets it when another query is answered. `key` says what is read;
 * the failure of another one is not this one's.
 */
export function useRefresh(refetch: () => Promise<{ readonly error?: unknown }>, key = '') {
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: unknown }>();
  const refresh = useCallback((): void => {
    const keep = (error: unknown): void => setFailed({ key, error });
    refetch().then(({ error }) => keep(error), keep);
  }, [refetch, key]);
  return { refresh, refreshError: failed?.key === key ? failed.error : undefined };
}
