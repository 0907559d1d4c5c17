/**
 * Standard output as the destination of the log. It never waits for its reader: a stalled reader would block the event
 * loop, and with it every request, probe and signal.
 *
 * pino's destination writes synchronously, which costs least, to a descriptor that rejects writes when its reader is
 * behind. Such lines stay in a bounded buffer and are written again with the next ones; further lines are dropped and
 * counted.
 */
import { constants, fstatSync, openSync } from 'node:fs';
import { pino, type DestinationStream } from 'pino';

const standardOutputDescriptor = 1;
/** Lines are written together, about 15 per system call: after 100 ms at the latest, and when the process ends. */
const minWriteBytes = 4096;
const flushIntervalMs = 100;
/** About 4,000 lines: what a busy gateway logs in one or two seconds. */
export const maxBufferedBytes = 1024 * 1024;
/** How long an ending process waits for its reader. */
const lastWriteMs = 1000;

/**
 * `onDropped` gets the number of dropped lines, and how many of them had the marker, once the buffer has free space
 * again.
 */
export function standardOutput(marker: string, onDropped: (lines: number, marked: number) => void): DestinationStream {
  let endsAt = 0;
  let dropped = 0;
  let marked = 0;
  const output = pino.destination({
    dest: nonBlocking(standardOutputDescriptor),
    sync: true,
    minLength: minWriteBytes,
    periodicFlush: flushIntervalMs,
    maxLength: maxBufferedBytes,
    // An immediate retry would block the event loop. Only an ending process has time for that.
    retryEAGAIN: () => performance.now() < endsAt,
  });
  // pino's own listener would stop the log for good when the reader is gone (EPIPE), and throw when it stalls (EAGAIN).
  output.removeAllListeners('error').on('error', () => undefined);
  const report = (): void => {
    if (dropped === 0) return;
    const counts = [dropped, marked] as const;
    dropped = 0;
    marked = 0;
    onDropped(...counts);
  };
  output
    .on('drop', (line: string) => {
      dropped += 1;
      if (line.includes(marker)) marked += 1;
    })
    .on('drain', report);
  process.once('exit', () => {
    endsAt = performance.now() + lastWriteMs;
    output.flush();
    report();
    output.end();
  });
  // Not `flushSync`, which pino calls after a fatal line: it repeats an already written part when the reader stalls.
  return { write: (line) => output.write(line), flushSync: () => output.flush() } as DestinationStream;
}

/** A descriptor for the same pipe, terminal or socket that never blocks. A file has no reader that could stall. */
function nonBlocking(descriptor: number): number {
  if (fstatSync(descriptor).isFile()) return descriptor;
  try {
    // The mode belongs to this new descriptor, not to one that other processes may share.
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    // A socket cannot be opened again, nor can a pipe of another user. Node.js makes these non-blocking for its own
    // stream.
    void process.stdout;
    return descriptor;
  }
}
