/**
 * One request to Graph for one caller: its token, new ids, the remaining time, and the response or a failure of the
 * catalogue.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { GatewayError } from '../core/gateway-error.js';
import { NotJsonError, errorOfResponse, errorOfExchange, errorOfUnreadableSuccess } from './graph-failure.js';
import { readBody, showsAcceptance } from './response-body.js';
import { ExchangeError, type ExchangeResponse, type ExchangeRequest, type GraphTransport } from './graph-transport.js';
import type { Operation } from '../core/operation.js';
import { tooLate } from './policies/bulkhead.js';
import { timerSlackMs, type GraphPolicies, type Try } from './policies/graph-policies.js';
import { Secret } from '../core/secret.js';
import type { Access, TokenSource } from '../core/token-source.js';
import type { Logger } from '../telemetry/logger.js';
import { graphCallBegan, graphCalled } from '../telemetry/events.js';
import { AddressTooLong, maxAddressLength } from './address-limit.js';
import { CallLog } from './call-log.js';
import { foreignSender } from './foreign-response.js';
import { pathTemplate } from './path-template.js';
import { writeRequestId } from './quotes.js';

/** A caller that gives Graph less time than this cannot count as a failure of Graph. */
const patienceMs = 1000;

export interface GraphRequest {
  readonly method: ExchangeRequest['method'];
  /** Below Graph's root with its version, percent-encoded, without a leading slash. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /**
   * The kind of a failure; by default a GET reads and all other methods write. A `$batch` of reads is a POST that
   * reads.
   */
  readonly access?: Access;
  /** How many requests Graph counts for it, if more than one. */
  readonly requests?: number;
  /** It repeats single requests of a batch. */
  readonly repeated?: boolean;
  /** The operation has been charged for it. */
  readonly charged?: boolean;
  /** What the caller must be allowed to do, if not the access itself: a write may have to read something first. */
  readonly permission?: Access;
  /** Returns the body of each try, which takes this long at most; a failure ends the call, and nothing is sent. */
  readonly beforeTry?: (tryMs: number) => Promise<NonNullable<GraphRequest['body']>>;
}

/** A 2xx response. `unreadable()` is the failure to throw if `body` is not what the metadata describes. */
export interface GraphResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined for an empty body. */
  readonly body: unknown;
  unreadable(): GatewayError;
  /** Graph's id of an acknowledged write; null for a read, and if the response has none. */
  readonly requestId: string | null;
  readonly clientRequestId: string;
  /** Whether the text repeats a piece of the token. */
  readonly repeatsToken: (text: string) => boolean;
  /** The failure that one response inside this one reports; like any other, it must not repeat the token. */
  failureOf(inner: Pick<ExchangeResponse, 'status' | 'headers'>, body: unknown, clientRequestId: string): GatewayError;
  /** Path and query below Graph's root of a link that leads there; otherwise undefined. */
  pathOf(link: string): string | undefined;
}

/** Intune rejects some with a 500; the list is then read without them. */
const optionsThatGraphMayReject = /[?&]\$(?:filter|orderby|expand)=/;

export class GraphClient {
  readonly log: CallLog;
  readonly #root: string;

  constructor(
    private readonly transport: GraphTransport,
    private readonly tokens: TokenSource,
    readonly policies: GraphPolicies,
    private readonly options: { origin: string; basePath: string; timeoutMs: number },
    logger: Logger,
  ) {
    this.#root = options.origin + options.basePath;
    this.log = new CallLog(new URL(options.origin).host, logger);
  }

  async send(request: GraphRequest, operation: Operation): Promise<GraphResponse> {
    const access = request.access ?? (request.method === 'GET' ? 'read' : 'write');
    const tooLong = this.addressFault(request.path);
    if (tooLong !== undefined) throw tooLong;
    if (request.charged !== true && operation.ledger.charge(access, 1) === 0) throw operation.ledger.refusal(access, 1);
    const authorization = await this.tokens.authorizationFor(operation, request.permission ?? access);
    const call = {
      access,
      requests: request.requests ?? 1,
      repeated: request.repeated ?? false,
      hasOptions: access === 'read' && optionsThatGraphMayReject.test(request.path),
    };
    const began = performance.now();
    operation.record.waitsForGraph();
    try {
      return await this.policies.execute(call, operation, (which) =>
        this.log.count(call, request.path, operation, this.#try(request, access, operation, authorization, which)),
      );
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.log.failed(error, request.method, performance.now() - began, operation);
      throw this.#attributed(error, operation, authorization);
    } finally {
      operation.record.hasWaitedForGraph();
    }
  }

  /**
   * Undefined for an address that Graph accepts. Also for the `url` of a request in a `$batch`, which becomes an
   * address there.
   */
  addressFault(path: string, more = 0): GatewayError | undefined {
    const length = this.options.basePath.length + 1 + path.length + more;
    return length > maxAddressLength ? new AddressTooLong(length) : undefined;
  }

  async #try(
    request: GraphRequest,
    access: Access,
    operation: Operation,
    authorization: string,
    which: Try,
  ): Promise<GraphResponse> {
    const clientRequestId = randomUUID();
    const secret = new Secret(authorization.slice(authorization.lastIndexOf(' ') + 1));
    const sent = { access, clientRequestId, secret };
    const body = request.beforeTry === undefined ? request.body : await request.beforeTry(this.#timeLeftMs(operation));
    const timeoutMs = this.#timeLeftMs(operation);
    // `beforeTry` may have taken the rest.
    if (request.beforeTry !== undefined && timeoutMs <= timerSlackMs) throw tooLate();
    const span = graphCallBegan(operation.logger, {
      method: request.method,
      root: this.#root,
      template: () => pathTemplate(request.path),
      attempt: which.attempt,
      requests: request.requests,
      clientRequestId,
    });
    const ids = { clientRequestId, traceparent: span?.traceparent };
    const began = performance.now();
    let answer: ExchangeResponse | undefined;
    let lost: string | undefined;
    try {
      answer = await this.#exchange(request, body, operation.signal, authorization, ids, which, timeoutMs);
    } catch (error) {
      if (error instanceof ExchangeError) {
        const isCut = error.failure === 'timeout' && timeoutMs < this.options.timeoutMs;
        const cut = isCut ? error.cutBy(timeoutMs < patienceMs ? 'haste' : 'deadline') : error;
        lost = cut.word;
        throw errorOfExchange(cut, sent);
      }
      throw error;
    } finally {
      const durationMs = performance.now() - began;
      operation.record.exchanged(durationMs);
      if (span !== undefined) {
        const requestId = answer === undefined ? null : writeRequestId(answer, secret);
        span.ended({ status: answer?.status, failure: lost, requestId });
      }
      this.#report(request, which, answer?.status, lost, durationMs, operation);
    }
    const reading = readBody(answer.headers, answer.body);
    const read = reading instanceof Promise ? await reading : reading;
    const json = read.kind === 'json' ? read.json : undefined;
    if (showsAcceptance(answer.status, json)) this.tokens.accepted(operation.caller);
    if (answer.status < 200 || answer.status > 299) {
      throw errorOfResponse(answer, json, sent);
    }
    // A page may have thousands of rows that are unreadable for the same reason.
    let failure: GatewayError | undefined;
    const unreadable = (): GatewayError => (failure ??= errorOfUnreadableSuccess(answer, sent));
    // A write may answer with its status alone, and a deletion with any body except a page, which is not Graph's.
    const isEnough =
      read.kind === 'not-json' ? request.method === 'DELETE' : read.kind === 'empty' && access === 'write';
    if (read.kind !== 'json' && !isEnough) {
      const cause =
        read.kind === 'too-large' ? undefined : new NotJsonError(foreignSender(answer.headers, secret) ?? 'not JSON');
      throw errorOfUnreadableSuccess(answer, sent, cause);
    }
    const requestId = access === 'write' ? writeRequestId(answer, secret) : null;
    operation.record.wrote(requestId);
    const pathOf = (link: string): string | undefined => this.#pathBelowRoot(link);
    const failureOf: GraphResponse['failureOf'] = (inner, body, id) =>
      this.#attributed(errorOfResponse(inner, body, { ...sent, clientRequestId: id }), operation, authorization);
    const repeatsToken = (text: string): boolean => secret.isIn(text);
    const { status, headers } = answer;
    const known = { status, headers, body: json, requestId, clientRequestId };
    return { ...known, unreadable, repeatsToken, failureOf, pathOf };
  }

  #timeLeftMs({ deadline }: Operation): number {
    return Math.min(this.options.timeoutMs, deadline - performance.now());
  }

  #report(
    { method, path }: GraphRequest,
    { attempt }: Try,
    status: number | undefined,
    failure: string | undefined,
    durationMs: number,
    { logger }: Operation,
  ): void {
    // The template costs as much as the rest.
    if (logger.metrics === undefined && !logger.isLevelEnabled('debug')) return;
    graphCalled(logger, { method, path: pathTemplate(path), status, failure, durationMs, attempt });
  }

  /** The token source knows who caused a rejected token, and what helps. */
  #attributed(failure: GatewayError, operation: Operation, authorization: string): GatewayError {
    const isRefused = failure.code === 'UNAUTHENTICATED' && typeof failure.details.graph?.status === 'number';
    return isRefused ? this.tokens.refused(operation, authorization, failure) : failure;
  }

  #pathBelowRoot(link: string): string | undefined {
    const { origin, basePath } = this.options;
    const url = link.length > maxAddressLength ? null : URL.parse(link);
    if (url?.origin !== origin || !url.pathname.startsWith(`${basePath}/`)) return undefined;
    return `${url.pathname.slice(basePath.length + 1)}${url.search}`;
  }

  #exchange(
    request: GraphRequest,
    body: GraphRequest['body'],
    signal: AbortSignal,
    authorization: string,
    { clientRequestId, traceparent }: { clientRequestId: string; traceparent: string | undefined },
    { attempt, fresh }: Try,
    timeoutMs: number,
  ): Promise<ExchangeResponse> {
    const headers: Record<string, string> = {
      authorization,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'client-request-id': clientRequestId,
    };
    if (traceparent !== undefined) headers['traceparent'] = traceparent;
    // Like Microsoft's SDKs.
    if (attempt > 0) headers['retry-attempt'] = String(attempt);
    const { method } = request;
    const path = `${this.options.basePath}/${request.path}`;
    // Graph creates what it has received, and only its answer says what became of it: docs/adr/0028.
    const outlivesCaller = method === 'POST' && request.access !== 'read';
    const exchange = { method, path, headers, signal, timeoutMs, fresh, outlivesCaller };
    if (body === undefined) return this.transport.exchange(exchange);
    headers['content-type'] = 'application/json';
    return this.transport.exchange({ ...exchange, body: JSON.stringify(body) });
  }
}
