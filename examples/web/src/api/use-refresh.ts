import { useCallback, useState } from 'react';

/** Reads again, and keeps why that failed: Apollo Client forgets it when another query is answered. */
export function useRefresh(refetch: () => Promise<{ readonly error?: unknown }>) {
  const [refreshError, setRefreshError] = useState<unknown>();
  const refresh = useCallback((): void => {
    refetch().then(
      ({ error }) => setRefreshError(error),
      (reason: unknown) => setRefreshError(reason),
    );
  }, [refetch]);
  return { refresh, refreshError };
}
