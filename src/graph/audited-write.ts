/** From the end of a write to the fields of its line in the audit. */
import type { AuditedWrite } from '../core/audit.js';
import { GatewayError } from '../core/gateway-error.js';
import { isRecord } from '../core/is-record.js';
import type { Operation } from '../core/operation.js';
import { Secret } from '../core/secret.js';
import { causeFields } from './cause-fields.js';
import type { GraphRequest, GraphResponse } from './graph-client.js';
import { keysIn, pathTemplate } from './path-template.js';

/** How a write ended: with a response, with a failure, or with both if the response is not what was expected. */
export interface EndOfWrite {
  readonly answer?: GraphResponse | undefined;
  readonly failure?: unknown;
  /** That of the request inside a batch. */
  readonly clientRequestId?: string | undefined;
}

const withheld = '(withheld)';
/** No token is shorter. */
const leastTokenLength = 64;

export function auditedWrite(
  { method, path }: Pick<GraphRequest, 'path'> & { readonly method: NonNullable<AuditedWrite['method']> },
  end: EndOfWrite,
  operation: Operation,
): AuditedWrite {
  const { answer, failure, clientRequestId } = end;
  const created = method === 'POST' && failure === undefined && answer !== undefined ? createdKey(answer) : [];
  const keys = [...keysIn(path).map((key) => (repeatsOwnToken(key, operation) ? withheld : key)), ...created];
  const graph = exchangeOf(end);
  return {
    method,
    path: pathTemplate(path),
    ...(keys.length === 0 ? {} : { keys }),
    outcome: outcomeOf(failure),
    // A failure of the gateway itself says nothing about Graph.
    sent: answer !== undefined || !(failure instanceof GatewayError) || causeFields(failure).sent,
    ...(graph === undefined ? {} : { graph: { ...graph, clientRequestId: clientRequestId ?? graph.clientRequestId } }),
  };
}

function outcomeOf(failure: unknown): string {
  if (failure === undefined) return 'OK';
  return failure instanceof GatewayError ? failure.code : 'INTERNAL_SERVER_ERROR';
}

function exchangeOf({ answer, failure }: EndOfWrite): AuditedWrite['graph'] {
  if (answer !== undefined) {
    const { status, requestId, clientRequestId } = answer;
    return { status, requestId, clientRequestId };
  }
  const graph = failure instanceof GatewayError ? failure.details.graph : undefined;
  if (graph === undefined) return undefined;
  const { status, requestId, clientRequestId } = graph;
  return { status, requestId, clientRequestId };
}

function createdKey({ body, repeatsToken }: GraphResponse): readonly string[] {
  const id = isRecord(body) ? body['id'] : undefined;
  if (typeof id !== 'string') return [];
  return [repeatsToken(id) ? withheld : id];
}

function repeatsOwnToken(key: string, { caller }: Operation): boolean {
  return key.length >= leastTokenLength && caller.authorizationHeaders().some((header) => new Secret(header).isIn(key));
}
