/**
 * One HTTP exchange with Graph over one pool of kept-alive connections (`undici.Pool`), or of tunnels through a proxy.
 *
 * `dispatch` instead of `request`: it costs less, the response arrives as one buffer, and it reports whether the request was
 * already being sent when a failure occurred. For a write that is the difference between "nothing happened" and "unknown".
 * Redirects are not followed. A response may be 10 MiB long.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { Pool, type Dispatcher } from 'undici';
import { callerLeft } from '../core/operation.js';
import { throughProxies, type Proxies } from '../core/outgoing-proxy.js';
import { maxResponseBytes } from './response-body.js';

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** The time limit of the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Over a connection that is opened for it and closed after it. */
  readonly fresh: boolean;
  /** Once it is being sent, it runs to its end even if the caller leaves. */
  readonly outlivesCaller: boolean;
}

export interface ExchangeResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Why an exchange has no complete response. `deadline` is that of the operation, and `haste` is one so short that it says
 * nothing about Graph.
 */
export type ExchangeFailure = 'timeout' | 'deadline' | 'haste' | 'caller-left' | 'connection' | 'too-large';

export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  constructor(
    readonly failure: ExchangeFailure,
    /** False if Graph cannot have seen the request. */
    readonly sent: boolean,
    /** Status and headers, if they arrived before the failure. */
    readonly head: Omit<ExchangeResponse, 'body'> | undefined,
    cause?: unknown,
  ) {
    super(`exchange failed: ${failure}`, { cause });
  }

  /** For an operator, to whom both kinds of deadline are REQUEST_DEADLINE_MS. */
  get word(): Exclude<ExchangeFailure, 'haste'> {
    return this.failure === 'haste' ? 'deadline' : this.failure;
  }

  /** The same, because of the operation's deadline. */
  cutBy(failure: 'deadline' | 'haste'): ExchangeError {
    return new ExchangeError(failure, this.sent, this.head, this.cause);
  }
}

interface TransportOptions {
  readonly origin: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly proxies: Proxies;
}

export class GraphTransport {
  readonly #origin: string;
  readonly #pool: Dispatcher;
  readonly #freshConnections: Dispatcher;

  constructor({ origin, concurrency, timeoutMs, proxies }: TransportOptions) {
    const poolOptions = {
      connections: concurrency,
      connectTimeout: timeoutMs,
      // Graph offers HTTP/2 as well, and undici would take it: one lost connection would leave the outcome of every running write
      // unknown, and all calls would wait for the first connection.
      allowH2: false,
      maxResponseSize: maxResponseBytes,
      // One timer limits the whole exchange; undici's timers restart with each chunk, so a slow stream would outlive
      // them.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const connect = (options: Pool.Options): Dispatcher =>
      throughProxies(proxies, options) ?? new Pool(origin, options);
    this.#origin = origin;
    this.#pool = connect(poolOptions);
    // Without pipelining undici closes a connection after each exchange.
    this.#freshConnections = connect({ ...poolOptions, pipelining: 0 });
  }

  exchange(request: ExchangeRequest): Promise<ExchangeResponse> {
    return new Promise((resolve, reject) => {
      const handler = new ExchangeHandler(request, resolve, reject);
      if (handler.settled) return;
      const pool = request.fresh ? this.#freshConnections : this.#pool;
      pool.dispatch(
        {
          origin: this.#origin,
          path: request.path,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
        },
        handler,
      );
    });
  }

  /** Aborts every running exchange. */
  async destroy(): Promise<void> {
    await Promise.all([this.#pool.destroy(), this.#freshConnections.destroy()]);
  }
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  settled = false;
  #controller: Dispatcher.DispatchController | undefined;
  #head: Omit<ExchangeResponse, 'body'> | undefined;
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = (): void => {
    const { outlivesCaller, signal } = this.request;
    if (outlivesCaller && this.#controller !== undefined && signal.reason === callerLeft) return;
    this.#cutOff('caller-left');
  };

  constructor(
    private readonly request: ExchangeRequest,
    private readonly resolve: (answer: ExchangeResponse) => void,
    private readonly reject: (error: ExchangeError) => void,
  ) {
    this.#timer = setTimeout(() => this.#cutOff('timeout'), Math.max(0, request.timeoutMs));
    if (request.signal.aborted) this.#cutOff('caller-left');
    else request.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Called right before the first byte is written to a connection; until then Graph knows nothing of the request. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) controller.abort(new Error('aborted before it was sent'));
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.#head = { status, headers };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const head = this.#head;
    if (!this.#settle() || head === undefined) return;
    const [first] = this.#chunks;
    const body = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.resolve({ ...head, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    this.#fail(error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'too-large' : 'connection', error);
  }

  #cutOff(failure: ExchangeFailure): void {
    const controller = this.#controller;
    this.#fail(failure);
    controller?.abort(new Error(failure));
  }

  #fail(failure: ExchangeFailure, cause?: unknown): void {
    const sent = this.#controller !== undefined;
    if (this.#settle()) this.reject(new ExchangeError(failure, sent, this.#head, cause));
  }

  /** True for the first outcome; later ones do not count. */
  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.#timer);
    this.request.signal.removeEventListener('abort', this.#onAbort);
    return true;
  }
}
