/**
 * The context of an operation, created only if the operation may run. The cheapest checks come first: the size of the
 * document, which is measured once for each document; the token; then the variables. In production a long document
 * needs a token before it is parsed. Apollo Server does the validation and the rest.
 *
 * Apollo Server asks for the context before it parses, and writes a rejection in the media type that the client
 * accepts.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, getOperationAST, parse } from 'graphql';
import { GatewayError, badUserInput } from '../core/gateway-error.js';
import type { TokenSource } from '../core/token-source.js';
import type { RequestContext } from '../graphql/request-context.js';
import { buildContext, type ContextOptions } from './build-context.js';
import { DocumentGate } from './document-gate.js';
import { callerName, requestName } from './request-name.js';
import { beyond, limits } from '../graphql/limits/limits.js';
import { faultOfVariables } from '../graphql/limits/variables.js';
import { placesOfVariables, type PlacesOfVariables } from '../graphql/errors/argument-of-variable.js';
import { requestError } from '../graphql/errors/format-error.js';
import { operationEnded, operationFailed } from '../telemetry/events.js';

export interface AdmissionOptions extends ContextOptions {
  /** In production introspection is off, and requesting it needs a token like any other operation. */
  readonly production: boolean;
  readonly tokens: Pick<TokenSource, 'authenticate'>;
}

type ContextFunction = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>;

/** Throws the rejection, a `GraphQLError` with its HTTP status. */
export function admitOperation(options: AdmissionOptions): ContextFunction {
  const gate = new DocumentGate(!options.production);
  const authenticate = async (context: RequestContext): Promise<void> => {
    try {
      const pending = options.tokens.authenticate(context);
      if (pending !== undefined) await pending;
    } catch (error) {
      if (error instanceof GatewayError) throw requestError(error);
      operationFailed(context.logger, { err: error });
      throw error;
    }
  };
  const admit: ContextFunction = async (request, reply) => {
    const context = buildContext(request, reply, options);
    const { query, operationName, variables } = operationOf(request);
    if (typeof query !== 'string') return context;
    const wrongName = faultOfName(operationName);
    if (wrongName !== undefined) throw refusalOf(wrongName);
    const isFirst = gate.surelyNeedsToken(query);
    if (isFirst) await authenticate(context);
    const judgement = gate.judge(query);
    if (judgement.kind === 'unreadable') return context;
    if (judgement.kind === 'refused') throw refusalOf(judgement.fault);
    if (judgement.needsToken && !isFirst) await authenticate(context);
    const problem = faultOfVariables(variables, () => placesIn(query, operationName));
    if (problem !== undefined) throw requestError(badUserInput([problem]));
    const { undelivered } = options;
    if (undelivered.mayBeRepeat(() => callerName(request)) && request.method === 'POST') {
      await undelivered.repeat(requestName(request), context.idempotency, context);
    }
    return context;
  };
  return (request, reply) =>
    admit(request, reply).catch((error: unknown) => {
      // Apollo Server answers, without any hook of an operation.
      const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
      request.record.codes = [typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR'];
      request.record.outcome = 'refused';
      operationEnded(request.log, request.record, 'refused');
      throw error;
    });
}

/** The gate has admitted the document, so it can be parsed and is within the limits. */
function placesIn(query: string, operationName: unknown): PlacesOfVariables {
  const document = parse(query);
  const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : undefined);
  return operation ? placesOfVariables(document, operation) : new Map();
}

function refusalOf(fault: string): GraphQLError {
  return new GraphQLError(fault, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } });
}

/**
 * Apollo Server repeats the name if the document has no such operation. Names in a valid document are not longer than
 * the limit.
 */
function faultOfName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  return beyond(limits.nameCharacters, name.length, (count) => `The operationName has ${count} characters`);
}

interface SentOperation {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** Read in the same way as in Apollo's integration, so that both see the same document. */
function operationOf({ method, url, body }: FastifyRequest): SentOperation {
  if (method !== 'GET') return typeof body === 'object' && body !== null ? body : {};
  const parameters = new URL(url, 'http://localhost').searchParams;
  const variables = parameters.get('variables');
  return {
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: variables === null ? undefined : jsonOf(variables),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
