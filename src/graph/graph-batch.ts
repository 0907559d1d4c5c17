/**
 * `$batch`: many requests of one caller, 20 in one call to Graph, several calls at a time.
 *
 * Graph answers 200 with a status for each request, in any order; the ids match them. If the response to a whole batch
 * is lost or unreadable, all of its requests fail, as a single request would.
 */
import { isRecord } from '../core/is-record.js';
import { randomUUID } from 'node:crypto';
import pMap from 'p-map';
import { GatewayError } from '../core/gateway-error.js';
import { graphAnswered } from '../telemetry/events.js';
import { batchPath } from './call-log.js';
import type { GraphResponse, GraphClient, GraphRequest } from './graph-client.js';
import type { Operation } from '../core/operation.js';
import { mayRetry } from './policies/may-retry.js';
import { Settling, type SendGuard } from './send-guard.js';
import type { Access } from '../core/token-source.js';
import { writeRequestId } from './quotes.js';

/** Graph's limit. */
export const maxBatchSize = 20;

/** Header values that HTTP itself could have carried; JSON can contain line breaks, any script and megabytes. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]{0,8192}$/;

/** A response, or the reason why there is none. */
export type Outcome = GraphResponse | GatewayError;

/**
 * Any number of requests of one caller, either all reads or all writes; the outcomes are in the same order.
 *
 * Single requests that Graph temporarily rejected are collected from all batches and sent again, as far as the policies
 * allow it. A batch that failed as a whole is final here: the policies have already decided about it.
 *
 * `lastIds` gets the `client-request-id` of the last try of each request that had one.
 */
export async function sendAll(
  client: GraphClient,
  requests: readonly GraphRequest[],
  operation: Operation,
  concurrency: number,
  lastIds: string[] = [],
  guard?: SendGuard<GraphResponse>,
): Promise<Outcome[]> {
  const access = requests.some(({ method }) => method !== 'GET') ? 'write' : 'read';
  const outcomes = new Map<number, Outcome>();
  const settling = guard && new Settling(guard, outcomes);
  let waiting = payable(client, requests, access, operation, outcomes);
  await client.policies.repeat(operation, async (attempt, calls) => {
    waiting = waiting.slice(0, calls * maxBatchSize);
    const again: number[] = [];
    const send = async (batch: readonly number[]): Promise<void> => {
      const sent = batch.map((index) => requests[index] as GraphRequest);
      const ids = batch.map((index) => (lastIds[index] = randomUUID()));
      const guarded = guard && ((tryMs: number) => guard.refused(batch, tryMs).then((refused) => at(batch, refused)));
      const answers = await sendBatch(client, sent, ids, access, attempt, operation, guarded);
      batch.forEach((index, position) => {
        const outcome = answers instanceof GatewayError ? answers : (answers[position] as Outcome);
        outcomes.set(index, outcome);
        if (answers instanceof GatewayError || !(outcome instanceof GatewayError) || !mayRetry(outcome, access)) return;
        client.policies.noticeItem(outcome, operation);
        again.push(index);
      });
      settling?.settle(batch.filter((index) => !again.includes(index)));
    };
    await pMap(inBatches(waiting), send, { concurrency });
    waiting = again;
    const failures = again.map((index) => outcomes.get(index) as GatewayError);
    return { failures, calls: inBatches(again).length };
  });
  await settling?.settleAll();
  return requests.map((_, index) => outcomes.get(index) as Outcome);
}

/** By the position in the batch. */
function at<T>(batch: readonly number[], byIndex: ReadonlyMap<number, T>): ReadonlyMap<number, T> {
  return new Map([...byIndex].map(([index, value]) => [batch.indexOf(index), value]));
}

/**
 * Charges the operation for the requests before any is sent; requests beyond the limit get their outcome immediately.
 */
function payable(
  client: GraphClient,
  requests: readonly GraphRequest[],
  access: Access,
  operation: Operation,
  outcomes: Map<number, Outcome>,
): number[] {
  const sendable: number[] = [];
  requests.forEach(({ path }, index) => {
    const tooLong = client.addressFault(path);
    if (tooLong === undefined) sendable.push(index);
    else outcomes.set(index, tooLong);
  });
  if (requests[0]?.charged === true) return sendable;
  const granted = operation.ledger.charge(access, sendable.length);
  if (granted < sendable.length) {
    const refusal = operation.ledger.refusal(access, sendable.length - granted);
    for (const index of sendable.splice(granted)) outcomes.set(index, refusal);
  }
  return sendable;
}

function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / maxBatchSize) }, (_, index) =>
    items.slice(index * maxBatchSize, (index + 1) * maxBatchSize),
  );
}

/** At most {@link maxBatchSize} requests; one outcome for each, or the failure of the whole batch. */
async function sendBatch(
  client: GraphClient,
  requests: readonly GraphRequest[],
  clientRequestIds: readonly string[],
  access: Access,
  attempt: number,
  operation: Operation,
  guard?: (tryMs: number) => Promise<ReadonlyMap<number, GatewayError>>,
): Promise<Outcome[] | GatewayError> {
  const items = requests.map(({ method, path, body }, index) => ({
    id: String(index),
    method,
    url: `/${path}`,
    headers: {
      accept: 'application/json',
      'client-request-id': clientRequestIds[index],
      ...(attempt === 0 ? {} : { 'retry-attempt': String(attempt) }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  }));
  let refused: ReadonlyMap<number, GatewayError> = new Map();
  const beforeTry =
    guard &&
    (async (tryMs: number) => {
      refused = await guard(tryMs);
      const [first] = refused.values();
      // Graph would reject an empty batch.
      if (first !== undefined && refused.size === items.length) throw first;
      return { requests: items.filter((_, index) => !refused.has(index)) };
    });
  const permission = requests[0]?.permission;
  let answer: GraphResponse;
  try {
    const request = {
      method: 'POST',
      path: batchPath,
      body: { requests: items },
      ...(beforeTry ? { beforeTry } : {}),
      ...(permission ? { permission } : {}),
      access,
      requests: requests.length,
      repeated: attempt > 0,
      charged: true,
    } as const;
    answer = await client.send(request, operation);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return refused.size === 0 ? error : requests.map((_, index) => refused.get(index) ?? error);
  }
  const answers = byId(answer.body);
  return requests.map((_, index) => {
    const refusal = refused.get(index);
    if (refusal !== undefined) return refusal;
    const outcome = outcomeOf(answers.get(String(index)), answer, access, clientRequestIds[index] ?? '');
    graphAnswered(operation.logger, access, outcome instanceof GatewayError ? outcome.code : 'OK', 1, 'item');
    return outcome;
  });
}

function outcomeOf(item: Item | undefined, answer: GraphResponse, access: Access, clientRequestId: string): Outcome {
  if (item === undefined) return answer.unreadable();
  const { status, headers, body } = item;
  if (status < 200 || status > 299) return answer.failureOf(item, body, clientRequestId);
  if (body === undefined && status !== 204) return answer.unreadable();
  const ownId = access === 'write' ? writeRequestId(item, { isInGuid: answer.repeatsToken }) : null;
  return { ...answer, status, headers, body, requestId: ownId ?? answer.requestId, clientRequestId };
}

interface Item {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** One value, or several as HTTP would join them; none for anything else. */
function headerTexts(value: unknown): string[] {
  const values = [value].flat();
  const joined = values.every((one) => typeof one === 'string') ? values.join(', ') : undefined;
  return joined !== undefined && values.length > 0 && headerValue.test(joined) ? [joined] : [];
}

/** The responses with a unique id; an id that occurs twice identifies nothing. */
function byId(body: unknown): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  const twice = new Set<string>();
  for (const item of isRecord(body) && Array.isArray(body['responses']) ? (body['responses'] as unknown[]) : []) {
    if (!isRecord(item) || typeof item['id'] !== 'string' || !Number.isInteger(item['status'])) continue;
    if (found.has(item['id'])) twice.add(item['id']);
    const headers = Object.entries(isRecord(item['headers']) ? item['headers'] : {}).flatMap(([name, value]) =>
      headerTexts(value).map((text) => [name.toLowerCase(), text] as const),
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
