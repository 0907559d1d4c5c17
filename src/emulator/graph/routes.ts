/**
 * The operations of every type and the counts: one request below the version root, and its response. HTTP and batches
 * share it.
 */
import { randomUUID } from 'node:crypto';
import { badRequest, json, noContent, GraphRefusalError, refusalAnswer, type Answer, type Trace } from './answers.js';
import type { Outermost } from './entity-type.js';
import { complete, faultOf } from './entity.js';
import { pageOf } from './paging.js';
import { countOptions, getOptions, listOptions, matching, parseOptions, truth, type Options } from './query.js';
import { quirkAnswer } from './quirk-answers.js';
import type { Quirks } from './quirks.js';
import { parseSelection, project, type Selection } from './selection.js';
import { notOffered, unsupportedQuery } from './services.js';
import { nodeOf, type Collection, type Store, type StoredNode } from './store.js';
import { parseTarget, type Target } from './target.js';

export interface Graph {
  readonly outermost: Outermost;
  readonly store: Store;
  readonly quirks: Quirks;
  /** With the version, as in `http://127.0.0.1:4001/beta`. */
  root(): string;
}

export interface Call {
  readonly method: string;
  /** Below the version root, with its query. */
  readonly path: string;
  readonly body: unknown;
  /** The caller said `ConsistencyLevel: eventual`. */
  readonly eventual: boolean;
  readonly trace: Trace;
}

/** Turns a refusal of the work into a response. */
export function answering(trace: Trace, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphRefusalError) return refusalAnswer(error, trace);
    throw error;
  }
}

export function answerCall(graph: Graph, call: Call): Answer {
  return answering(call.trace, () => operate(graph, call));
}

function operate(graph: Graph, call: Call): Answer {
  const [path = '', search = ''] = call.path.split(/\?(.*)/s, 2);
  const target = parseTarget(path, graph.outermost);
  const operation = operations[target.kind][call.method];
  if (operation === undefined) {
    throw new GraphRefusalError(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    );
  }
  const { service, readOnly } = target.type;
  if (call.method !== 'GET' && readOnly) throw service.writeRefused(target, call.method);
  if (call.method !== 'GET' && graph.quirks.operationNotOffered) throw notOffered(target, call.method);
  const answer = quirkAnswer(call.method, graph.quirks);
  if (answer !== undefined) return answer;
  const collection = graph.store.collection(target.root, target.parents);
  if (collection === undefined) throw service.notFound(target.id, call.trace);
  return operation(graph, { ...call, ...target, collection, path, search });
}

interface Work extends Target, Call {
  readonly collection: Collection;
  /** As requested, below the version root, without its query. */
  readonly path: string;
  readonly search: string;
}

type Operation = (graph: Graph, work: Work) => Answer;

const operations: Readonly<Record<Target['kind'], Readonly<Partial<Record<string, Operation>>>>> = {
  collection: { GET: list, POST: create },
  object: { GET: read, PATCH: change, DELETE: remove },
  count: { GET: count },
};

function list(graph: Graph, { type, collection, context, path, search, eventual }: Work): Answer {
  const options = parseOptions(search, listOptions);
  const selection = parseSelection(type, options, graph.quirks);
  const nodes = matching(type, collection, options, graph.quirks);
  const { items, nextQuery } = pageOf(nodes, options, graph.quirks, type.service.pages);
  const metadata = `${graph.root()}/$metadata#${context}`;
  return json(200, {
    '@odata.context': `${metadata}${selected(options, selection)}`,
    ...(truth(options, 'count') && (eventual || !type.service.countsEventually)
      ? { '@odata.count': nodes.length }
      : {}),
    ...(nextQuery === undefined ? {} : { '@odata.nextLink': `${graph.root()}${path}?${nextQuery}` }),
    value: items.map((node) => project(type, node, selection, metadata)),
  });
}

function count(graph: Graph, { type, collection, search, eventual }: Work): Answer {
  if (type.service.countsEventually && !eventual) throw unsupportedQuery('$count is not currently supported.');
  const nodes = matching(type, collection, parseOptions(search, countOptions), graph.quirks);
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(nodes.length) };
}

function read(graph: Graph, work: Work): Answer {
  const node = existing(work);
  const options = parseOptions(work.search, getOptions);
  const selection = parseSelection(work.type, options, graph.quirks);
  const metadata = `${graph.root()}/$metadata#${work.context}`;
  const object = project(work.type, node, selection, metadata);
  const context = `${metadata}${selected(options, selection)}/$entity`;
  return json(200, graph.quirks.wrappedGet ? { value: object } : { '@odata.context': context, ...object });
}

function create(graph: Graph, work: Work): Answer {
  const { type, collection } = work;
  const body = checkedBody(work, true);
  const id = typeof body['id'] === 'string' ? body['id'] : randomUUID();
  if (collection.has(id)) throw new GraphRefusalError(409, 'Conflict', 'An object with this id exists already.');
  const node = nodeOf(type, complete(type, body, id));
  collection.set(id, node);
  graph.store.created.push(node.row);
  return json(201, entity(graph, work, node));
}

function change(graph: Graph, work: Work): Answer {
  const node = existing(work);
  node.row = complete(work.type, { ...node.row, ...checkedBody(work, false) }, node.row.id);
  return graph.quirks.patchNoContent ? noContent : json(200, entity(graph, work, node));
}

function remove(_graph: Graph, work: Work): Answer {
  work.collection.delete(existing(work).row.id);
  return noContent;
}

function existing({ type, collection, id, trace }: Work): StoredNode {
  const { alternateKey } = type;
  const node =
    collection.get(id) ?? (alternateKey && [...collection.values()].find(({ row }) => row[alternateKey] === id));
  if (!node) throw type.service.notFound(id, trace);
  return node;
}

function checkedBody({ type, body }: Work, creating: boolean): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('The body must be an object.');
  }
  const fields = body as Record<string, unknown>;
  const fault = faultOf(type, fields, creating);
  if (fault !== undefined) throw badRequest(fault);
  return fields;
}

function entity(graph: Graph, { context }: Work, { row }: StoredNode): object {
  return { '@odata.context': `${graph.root()}/$metadata#${context}/$entity`, ...row };
}

/** The part of `@odata.context` about a selection. */
function selected(options: Options, { select }: Selection): string {
  return select === undefined ? '' : `(${options.get('select') ?? ''})`;
}
