/**
 * Many creations through `$batch`, 20 a call, several calls at a time. One outcome for each, in their order.
 *
 * A throttled creation was not carried out (429), so it alone is sent again once its `Retry-After` has passed, as long as
 * the operation's time lasts. Nothing else is ever sent twice: a batch whose answer is lost makes its creations unknown.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { maxBatchSize, sendBatch } from './graph-batch.js';
import type { GraphAnswer, GraphClient } from './graph-client.js';
import { GraphError } from './graph-error.js';
import type { WireEntity } from './graph-collection.js';
import type { Operation } from './operation.js';

/** Where Graph names no time; it doubles with each further try. */
const firstPauseSeconds = 1;

export async function createAll(
  client: GraphClient,
  path: string,
  bodies: readonly WireEntity[],
  operation: Operation,
  concurrency: number,
): Promise<(GraphAnswer | GraphError)[]> {
  const batches = Array.from({ length: Math.ceil(bodies.length / maxBatchSize) }, (_, index) =>
    bodies.slice(index * maxBatchSize, (index + 1) * maxBatchSize),
  );
  const outcomes = await pMap(batches, (batch) => createBatch(client, path, batch, operation), { concurrency });
  return outcomes.flat();
}

async function createBatch(
  client: GraphClient,
  path: string,
  bodies: readonly WireEntity[],
  operation: Operation,
): Promise<(GraphAnswer | GraphError)[]> {
  const outcomes = new Map<number, GraphAnswer | GraphError>();
  let waiting = bodies.map((_, index) => index);
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    const requests = waiting.map((index) => ({ method: 'POST' as const, path, body: bodies[index] ?? {} }));
    const answers = await sendBatch(client, requests, operation);
    waiting.forEach((index, position) => {
      const answer = answers[position];
      if (answer !== undefined) outcomes.set(index, answer);
    });
    waiting = waiting.filter((index) => isThrottled(outcomes.get(index)));
    const seconds = Math.max(...waiting.map((index) => patience(outcomes.get(index), attempt)));
    if (waiting.length > 0 && !(await wait(seconds, operation))) break;
  }
  return bodies.map((_, index) => outcomes.get(index) as GraphAnswer | GraphError);
}

function isThrottled(outcome: GraphAnswer | GraphError | undefined): boolean {
  return outcome instanceof GraphError && outcome.code === 'RATE_LIMITED';
}

function patience(outcome: GraphAnswer | GraphError | undefined, attempt: number): number {
  const asked = outcome instanceof GraphError ? outcome.details.retryAfterSeconds : undefined;
  return asked ?? firstPauseSeconds * 2 ** attempt * (1 + Math.random() / 2);
}

/** False when the operation ends before the time is up, or the caller has left. */
async function wait(seconds: number, { deadline, signal }: Operation): Promise<boolean> {
  if (performance.now() + seconds * 1000 >= deadline) return false;
  try {
    await pause(seconds * 1000, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
