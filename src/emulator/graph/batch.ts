/**
 * `POST /$batch`: up to twenty requests in one envelope, each answered on its own.
 *
 * A malformed envelope is refused as a whole; anything else answers 200. The responses come in reverse order, since
 * Graph guarantees none: a client that matches them by position fails immediately.
 */
import { randomUUID } from 'node:crypto';
import { badRequest, json, GraphRefusalError, throttled, type Answer, type Trace } from './answers.js';
import { answerCall, answering, type Graph } from './routes.js';

interface Item {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

const most = 20;

export function answerBatch(graph: Graph, envelope: unknown, trace: Trace): Answer {
  return answering(trace, () => {
    const items = itemsOf(envelope);
    const answers = new Map<string, Answer & { readonly trace: Trace }>();
    for (const item of inOrderOfDependency(items)) {
      const own = { requestId: randomUUID(), clientRequestId: trace.clientRequestId };
      const failed = item.dependsOn.some((id) => (answers.get(keyOf(id))?.status ?? 0) >= 400);
      answers.set(keyOf(item.id), { ...answering(own, () => answerItem(graph, item, own, failed)), trace: own });
    }
    const responses = items.toReversed().map(({ id }) => responseOf(id, answers.get(keyOf(id))));
    return json(200, { responses });
  });
}

function answerItem(graph: Graph, item: Item, trace: Trace, dependencyFailed: boolean): Answer {
  if (dependencyFailed)
    throw new GraphRefusalError(424, 'FailedDependency', 'A request that this one depends on has failed.');
  if (graph.quirks.throttleItems > 0) {
    graph.quirks.throttleItems -= 1;
    throw throttled(graph.quirks.retryAfterSeconds);
  }
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(item.url)) throw badRequest('The url of a batched request is relative.');
  const path = item.url.startsWith('/') ? item.url : `/${item.url}`;
  if (/^\/\$batch(\?|$)/i.test(path)) throw badRequest('A batch cannot hold a batch.');
  const headers = new Map(Object.entries(item.headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (item.body !== undefined && !headers.has('content-type')) {
    throw badRequest(`Write request id : ${item.id} does not contain Content-Type header or body.`);
  }
  const eventual = headers.get('consistencylevel') === 'eventual';
  return answerCall(graph, { method: item.method, path, body: item.body, eventual, trace });
}

function responseOf(id: string, answer: (Answer & { readonly trace: Trace }) | undefined): object {
  const { status = 500, headers = {}, body, trace } = answer ?? {};
  const ids = { 'request-id': trace?.requestId, 'client-request-id': trace?.clientRequestId };
  return { id, status, headers: { 'Cache-Control': 'no-cache', ...ids, ...headers }, body };
}

function itemsOf(envelope: unknown): Item[] {
  const requests: unknown = isRecord(envelope) ? envelope['requests'] : undefined;
  if (!Array.isArray(requests) || requests.length === 0) throw badRequest('Invalid batch payload format.');
  if (requests.length > most) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${most}.`);
  }
  const items = requests.map(itemOf);
  const keys = new Set(items.map(({ id }) => keyOf(id)));
  if (keys.size < items.length) throw badRequest('The ids of batched requests must be unique.');
  const dangling = items.flatMap(({ dependsOn }) => dependsOn).find((id) => !keys.has(keyOf(id)));
  if (dangling !== undefined) throw badRequest(`No request of the batch has the id '${dangling}'.`);
  return items;
}

function itemOf(request: unknown): Item {
  const { id, method, url, headers = {}, body, dependsOn = [] } = isRecord(request) ? request : {};
  const complete = typeof id === 'string' && id !== '' && typeof method === 'string' && typeof url === 'string';
  if (!complete || url === '' || !isRecord(headers) || !isTexts(dependsOn)) {
    throw badRequest('Invalid batch payload format: a request must have an id, a method and a url.');
  }
  return { id, method: method.toUpperCase(), url, headers, body, dependsOn };
}

/** Each request after the requests that it depends on. */
function inOrderOfDependency(items: readonly Item[]): Item[] {
  const ordered: Item[] = [];
  const waiting = new Map(items.map((item) => [keyOf(item.id), item]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].find(({ dependsOn }) => !dependsOn.some((id) => waiting.has(keyOf(id))));
    if (ready === undefined) throw badRequest('The dependencies of the batch form a circle.');
    waiting.delete(keyOf(ready.id));
    ordered.push(ready);
  }
  return ordered;
}

const keyOf = (id: string): string => id.toLowerCase();

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
