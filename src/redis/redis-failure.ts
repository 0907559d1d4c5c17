/** What failed at Redis, in words for the log that hold nothing confidential. */
import { failureWord } from '../core/failure-word.js';

/** The command was not sent. */
export const notConnected = 'NOT_CONNECTED';
export const connectionClosed = 'CONNECTION_CLOSED';

/** ioredis has no codes for these. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^Command timed out$|^Socket timeout/, 'TIMEOUT'],
  [/^Stream isn't writeable|^Cluster isn't ready/, notConnected],
  [/^Connection is closed|^Command aborted due to connection close|^Reached the max retries/, connectionClosed],
  [/^None of startup nodes is available/, 'NO_NODE'],
];

/** Sentinels reply with nil to the question for the address, and with an error to another one. */
const unknownMaster = /^All sentinels are unreachable(?:.*No such master with that name|(?!.*Last error).*)$/;

/** Where ioredis puts the error of the last node, or of the last Sentinel, into its own sentence. */
const lastErrors = [
  /^Too many Cluster redirections\. Last error: (?:\w+: )?(.*)$/s,
  /^All sentinels are unreachable\..* Last error: (.*)$/s,
];

/** The first word of an error of Redis, such as WRONGTYPE, or the code of an error of the connection. */
export function reasonOf(error: Error): string {
  if (error.name === 'ReplyError') return firstWord(error.message) ?? 'UNKNOWN';
  return failureWord(error) ?? reasonIn(error.message);
}

function reasonIn(message: string): string {
  if (unknownMaster.test(message)) return 'UNKNOWN_MASTER';
  for (const form of lastErrors) {
    const last = form.exec(message)?.[1];
    // A system error begins with the call that failed, as in `connect ECONNREFUSED`.
    if (last !== undefined) return firstWord(last.replace(/^[a-z]+ /, '')) ?? reasonIn(last);
  }
  return sentences.find(([said]) => said.test(message))?.[1] ?? 'UNKNOWN';
}

function firstWord(message: string): string | undefined {
  return /^[A-Z][A-Z_]{1,29}(?= |$)/.exec(message)?.[0];
}
