/** What failed at Redis, in words for the log that hold nothing confidential. */
import { failureWord } from '../core/failure-word.js';

/** The command was not sent. */
export const notConnected = 'NOT_CONNECTED';
export const connectionClosed = 'CONNECTION_CLOSED';

/** ioredis has no codes for these. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Command timed out$|^Socket timeout/, 'TIMEOUT'],
  [/^Stream isn't writeable/, notConnected],
  [/^Connection is closed|^Command aborted due to connection close|^Reached the max retries/, connectionClosed],
];

/** The first word of an error of Redis, such as WRONGTYPE, or the code of an error of the connection. */
export function reasonOf(error: Error): string {
  if (error.name === 'ReplyError') {
    const [word = ''] = error.message.split(' ', 1);
    return /^[A-Z][A-Z_]{1,29}$/.test(word) ? word : 'UNKNOWN';
  }
  return failureWord(error) ?? sentences.find(([said]) => said.test(error.message))?.[1] ?? 'UNKNOWN';
}
