/**
 * Calls Graph over the gateway's own transport, one call at a time and never more than {@link maxGraphRequests}.
 *
 * A call that only reads and is throttled or not served is sent again. What happened to all calls is kept: it is a finding too.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayError } from '../../core/gateway-error.js';
import { isRecord } from '../../core/is-record.js';
import type { Proxies } from '../../core/outgoing-proxy.js';
import { Secret } from '../../core/secret.js';
import { readRetryAfter } from '../../core/retry-after.js';
import { errorOfExchange, errorOfResponse } from '../../graph/graph-failure.js';
import { ExchangeError, GraphTransport, type ExchangeRequest } from '../../graph/graph-transport.js';
import { readBody } from '../../graph/response-body.js';

/** As Graph counts them: each request of a batch is one. */
export const maxGraphRequests = 100;
const maxRepeats = 2;
const maxWaitMs = 5000;
const usualWaitMs = 1000;

/** The list of reports, below Graph's root. */
export const listPath = 'deviceManagement/macOSSoftwareUpdateAccountSummaries';

export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Reply {
  /** 0 if no response arrived. */
  readonly status: number;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly durationMs: number;
  /** Absent for a 2xx. */
  readonly failure?: GatewayError;
}

/** A 429 or 503 of a call, or of a request inside a batch. */
export interface Refusal {
  readonly status: number;
  readonly of: 'call' | 'item';
  readonly retryAfterSeconds: number | undefined;
}

interface ProbeOptions {
  readonly origin: string;
  readonly basePath: string;
  readonly timeoutMs: number;
  readonly proxies: Proxies;
  readonly token: string;
  readonly gapMs: number;
}

export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
}

export class GraphProbe {
  requests = 0;
  readonly refusals: Refusal[] = [];
  /** Calls that only read and got no answer, or a 5xx that is not a {@link Refusal}. */
  outages = 0;
  /** Of answered calls that read one page or less, without the first one, which opens the connection. */
  readonly readTimesMs: number[] = [];
  /** How far this machine's clock is ahead of Graph's, for each answer with a date. */
  readonly clockDifferencesMs: number[] = [];
  readonly #transport: GraphTransport;
  readonly #secret: Secret;
  #nextAt = 0;
  #calls = 0;

  constructor(private readonly options: ProbeOptions) {
    this.#transport = new GraphTransport({ ...options, concurrency: 1 });
    this.#secret = new Secret(options.token);
  }

  /** `path` is below Graph's root. */
  async get(path: string): Promise<Reply> {
    return this.#repeated({ method: 'GET', path }, 1);
  }

  /** A `$batch` that only reads. */
  async batch(paths: readonly string[]): Promise<Reply> {
    const requests = paths.map((url, index) => ({ id: String(index), method: 'GET', url: `/${url}` }));
    const reply = await this.#repeated({ method: 'POST', path: '$batch', body: { requests } }, paths.length);
    for (const { status, headers } of responsesIn(reply.json)) this.#count(status, headers, 'item');
    return reply;
  }

  /** Never sent twice. */
  async write(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Reply> {
    return this.#once({ method, path, ...(body === undefined ? {} : { body }) }, 1, 'write');
  }

  /** The path of a next link; undefined if it leads elsewhere. */
  pathOf(link: string): string | undefined {
    const { origin, basePath } = this.options;
    const url = URL.parse(link);
    if (url?.origin !== origin || !url.pathname.startsWith(`${basePath}/`)) return undefined;
    return `${url.pathname.slice(basePath.length + 1)}${url.search}`;
  }

  stop(): Promise<void> {
    return this.#transport.destroy();
  }

  async #repeated(call: Call, requests: number): Promise<Reply> {
    for (let repeat = 0; ; repeat += 1) {
      const reply = await this.#once(call, requests, 'read');
      const { status, headers } = reply;
      this.#count(status, headers, 'call');
      if (status === 0 || (status >= 500 && status !== 503)) this.outages += 1;
      if ((status !== 429 && status !== 503) || repeat === maxRepeats) return reply;
      const seconds = retryAfterOf(headers);
      await delay(Math.min(seconds === undefined ? usualWaitMs : seconds * 1000, maxWaitMs));
    }
  }

  async #once({ method, path, body }: Call, requests: number, access: 'read' | 'write'): Promise<Reply> {
    if (this.requests + requests > maxGraphRequests) throw new TooManyRequestsError();
    this.requests += requests;
    await delay(Math.max(0, this.#nextAt - performance.now()));
    this.#nextAt = performance.now() + this.options.gapMs;
    const clientRequestId = randomUUID();
    const sent = { access, clientRequestId, secret: this.#secret };
    const request: ExchangeRequest = {
      method,
      path: `${this.options.basePath}/${path}`,
      headers: {
        authorization: `Bearer ${this.options.token}`,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'client-request-id': clientRequestId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: new AbortController().signal,
      timeoutMs: this.options.timeoutMs,
      fresh: false,
      outlivesCaller: false,
    };
    const began = performance.now();
    try {
      const answer = await this.#transport.exchange(request);
      const durationMs = performance.now() - began;
      this.#calls += 1;
      if (access === 'read' && answer.status === 200 && this.#calls > 1) this.readTimesMs.push(durationMs);
      const date = Date.parse(String(answer.headers.date));
      // Graph's date has no fraction: half a second is its mean.
      if (!Number.isNaN(date)) this.clockDifferencesMs.push(Date.now() - durationMs / 2 - (date + 500));
      const read = await readBody(answer.headers, answer.body);
      // `$count` answers a number, which is JSON.
      const json = read.kind === 'json' ? read.json : undefined;
      const { status, headers } = answer;
      const isWell = status >= 200 && status <= 299;
      return { status, headers, json, durationMs, ...(isWell ? {} : { failure: errorOfResponse(answer, json, sent) }) };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      const durationMs = performance.now() - began;
      return { status: 0, headers: {}, json: undefined, durationMs, failure: errorOfExchange(error, sent) };
    }
  }

  #count(status: number, headers: Reply['headers'], of: Refusal['of']): void {
    if (status === 429 || status === 503) this.refusals.push({ status, of, retryAfterSeconds: retryAfterOf(headers) });
  }
}

interface Call {
  readonly method: ExchangeRequest['method'];
  readonly path: string;
  readonly body?: object;
}

function retryAfterOf(headers: Reply['headers']): number | undefined {
  const [, value] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  return readRetryAfter(Array.isArray(value) ? value[0] : value, Date.now());
}

export interface ItemResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Reply['headers'];
  readonly body: unknown;
}

export function responsesIn(json: unknown): readonly ItemResponse[] {
  const responses: unknown = isRecord(json) ? json['responses'] : undefined;
  if (!Array.isArray(responses)) return [];
  return responses.filter(isRecord).map(({ id, status, headers, body }) => ({
    id: String(id),
    status: Number(status),
    headers: isRecord(headers) ? (headers as Reply['headers']) : {},
    body,
  }));
}

export const isRow = (value: unknown): value is Row => isRecord(value) && typeof value['id'] === 'string';

/** Undefined if the body is not a page of reports. */
export function rowsIn(json: unknown): readonly Row[] | undefined {
  const rows: unknown = isRecord(json) ? json['value'] : undefined;
  return Array.isArray(rows) && rows.every(isRow) ? rows : undefined;
}

export function nextLinkIn(json: unknown): string | undefined {
  const link = isRecord(json) ? json['@odata.nextLink'] : undefined;
  return typeof link === 'string' ? link : undefined;
}

/** As in `400 BadRequest`, or why no response arrived. */
export function shortly({ status, failure }: Reply): string {
  if (status === 0) return failure?.code === 'GRAPH_TIMEOUT' ? 'no answer in time' : 'no answer';
  const code = failure?.details.graph?.code;
  return code === null || code === undefined ? String(status) : `${status} ${code}`;
}
