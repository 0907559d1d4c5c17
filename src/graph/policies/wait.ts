/** A pause that ends early if its signal aborts. */
import { setTimeout as pause } from 'node:timers/promises';

/** True when the time has passed, false if the signal aborted before. */
export async function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await pause(Math.max(0, ms), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
