import { failureOfWrite } from '../api/failure';

/** The gateway finishes an operation within ten seconds or so. */
const maxTries = 20;

/**
 * Sends, and again while the first try of the same submission still runs in the gateway: its connection was lost, and the
 * browser or the person has sent it once more. All tries have the same key, so that one report is stored.
 */
export async function untilSettled<Value>(send: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      const { outcome, retryAfterSeconds = 1 } = failureOfWrite(error);
      if (outcome !== 'running' || tries === maxTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryAfterSeconds * 1000));
    }
  }
}
