/** What an import asks of the browser. */
import type { Parts } from './import-run';
import { storeSlice } from './storage';

export const browserParts: Pick<Parts, 'save' | 'now' | 'sleep' | 'isOnline'> = {
  save: storeSlice,
  now: () => Date.now(),
  isOnline: () => navigator.onLine,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const done = new AbortController();
      const end = (): void => {
        done.abort();
        resolve();
      };
      signal.addEventListener('abort', end, { signal: done.signal });
      // Between the question whether it is online and now, the network may have come back.
      if (ms === 'offline') {
        if (navigator.onLine) return end();
        window.addEventListener('online', end, { signal: done.signal });
        return;
      }
      const timer = setTimeout(end, ms);
      done.signal.addEventListener('abort', () => clearTimeout(timer));
    }),
};
