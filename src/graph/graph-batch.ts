/**
 * `$batch`: up to 20 requests of one caller in one call to Graph.
 *
 * Graph answers 200 with a status for each, in any order; each is told apart by its id. A batch whose own answer is lost
 * or unreadable fails all of its requests, as a lost answer fails a single one.
 */
import { randomUUID } from 'node:crypto';
import { GraphError } from './graph-error.js';
import { isRecord } from './graph-words.js';
import type { GraphAnswer, GraphClient, GraphRequest } from './graph-client.js';
import type { Operation } from './operation.js';

/** Graph's limit. */
export const maxBatchSize = 20;

/** What HTTP itself could have brought; JSON can hold line breaks, any script and megabytes. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]{0,8192}$/;

type Outcome = GraphAnswer | GraphError;

/** Sends at most {@link maxBatchSize} requests, all of them reads or all writes; the outcomes stand in their order. */
export async function sendBatch(
  client: GraphClient,
  requests: readonly GraphRequest[],
  operation: Operation,
): Promise<Outcome[]> {
  const access = requests.some(({ method }) => method !== 'GET') ? 'write' : 'read';
  const clientRequestIds = requests.map(() => randomUUID());
  const envelope = {
    requests: requests.map(({ method, path, body }, index) => ({
      id: String(index),
      method,
      url: `/${path}`,
      headers: {
        accept: 'application/json',
        'client-request-id': clientRequestIds[index],
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    })),
  };
  let answer: GraphAnswer;
  try {
    answer = await client.send({ method: 'POST', path: '$batch', body: envelope, access }, operation);
  } catch (error) {
    if (error instanceof GraphError) return requests.map(() => error);
    throw error;
  }
  const answers = byId(answer.body);
  return requests.map((_, index) => {
    const item = answers.get(String(index));
    if (item === undefined) return answer.unreadable();
    const { status, headers, body } = item;
    if (status < 200 || status > 299) return answer.failureOf(item, body, clientRequestIds[index] ?? '');
    if (body === undefined && status !== 204) return answer.unreadable();
    return { ...answer, status, headers, body };
  });
}

interface Item {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** The answers that can be told apart; one that came twice tells nothing. */
function byId(body: unknown): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  const twice = new Set<string>();
  for (const item of isRecord(body) && Array.isArray(body['responses']) ? (body['responses'] as unknown[]) : []) {
    if (!isRecord(item) || typeof item['id'] !== 'string' || !Number.isInteger(item['status'])) continue;
    if (found.has(item['id'])) twice.add(item['id']);
    const headers = Object.entries(isRecord(item['headers']) ? item['headers'] : {}).flatMap(([name, value]) =>
      typeof value === 'string' && headerValue.test(value) ? [[name.toLowerCase(), value] as const] : [],
    );
    found.set(item['id'], {
      status: Number(item['status']),
      headers: Object.fromEntries(headers),
      body: item['body'] ?? undefined,
    });
  }
  for (const id of twice) found.delete(id);
  return found;
}
