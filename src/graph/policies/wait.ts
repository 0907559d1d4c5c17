/** A pause that ends early when the caller leaves. */
import { setTimeout as pause } from 'node:timers/promises';

/** True when the time has passed, false when the signal was aborted before. */
export async function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await pause(Math.max(0, ms), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
