/**
 * HTTP to the authority: limited in time and size, without redirects, JSON only.
 *
 * Microsoft's libraries use it as their network client, so that all of them keep the same limits, and so that errors
 * are derived from the response itself, not from a library's message.
 */
import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { LRUCache } from 'lru-cache';
import { Agent, request, type Dispatcher } from 'undici';
import { failureWord } from '../../core/failure-word.js';
import { throughProxies, type Proxies } from '../../core/outgoing-proxy.js';
import { readRetryAfter } from '../../core/retry-after.js';
import { Secret } from '../../core/secret.js';
import { authorityCallBegan, authorityCalled } from '../../telemetry/events.js';
import type { Logger } from '../../telemetry/logger.js';
import { reportStart, RunningExchange, type Exchange } from './authority-exchange.js';
import { AuthorityError, errorOfRefusal } from './authority-failure.js';

const maxAnswerBytes = 1024 * 1024;
/** Concurrent connections to one authority; further requests wait for a connection until their deadline. */
const connections = 32;
/** Libraries read the same discovery document for each token; it lists endpoints, which do not change. */
const documents = { max: 100, ttl: 3_600_000 };

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: unknown;
  readonly exchange: Exchange;
}

export class AuthorityHttp {
  readonly #agent: Dispatcher;
  readonly #documents = new LRUCache<string, HttpAnswer>(documents);
  /** How far this machine's clock is ahead of the authority's; undefined before the first response. */
  clockDifferenceMs: number | undefined;

  constructor(
    private readonly timeoutMs: number,
    proxies: Proxies,
    private readonly logger: Logger,
  ) {
    const options = { connections, connectTimeout: timeoutMs, allowH2: false };
    this.#agent = throughProxies(proxies, options) ?? new Agent(options);
  }

  /** The body of a 200. */
  async getJson(url: string, logger: Logger): Promise<unknown> {
    const accept = { accept: 'application/json' };
    const { status, json, exchange } = await this.exchange('GET', url, accept, undefined, logger);
    if (status !== 200) {
      // Of a tenant that does not exist, for example.
      const { details } = errorOfRefusal(status, json, undefined, '', []);
      throw new AuthorityError('unavailable', { ...details, exchange });
    }
    return json;
  }

  /** Like {@link exchange}, but a response with status 200 is cached. */
  async read(url: string, headers: Readonly<Record<string, string>>, logger = this.logger): Promise<HttpAnswer> {
    const known = this.#documents.get(url);
    if (known !== undefined) return known;
    const answer = await this.exchange('GET', url, headers, undefined, logger);
    if (answer.status === 200) this.#documents.set(url, answer);
    return answer;
  }

  /** Fails with {@link AuthorityError} if no complete JSON response arrives in time. */
  async exchange(
    method: Dispatcher.HttpMethod,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
    logger = this.logger,
  ): Promise<HttpAnswer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    const running = new RunningExchange(url);
    const span = authorityCallBegan(logger, method, new URL(url).host);
    try {
      const answer = await request(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        signal,
        dispatcher: this.#agent.compose(reportStart(running.starts)),
      });
      const time = Date.parse(String(answer.headers['date']));
      if (!Number.isNaN(time)) this.clockDifferenceMs = Date.now() - time;
      const text = await bounded(answer.body);
      const json = parse(text, answer.statusCode);
      authorityCalled(this.logger, answer.statusCode, running.durationMs);
      span?.ended({ status: answer.statusCode });
      const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(flat),
        text,
        json,
        exchange: running.now,
      };
    } catch (error) {
      const known = error instanceof AuthorityError ? error.details.reason : failureWord(error);
      const reason = signal.aborted ? 'timeout' : (known ?? 'no connection');
      const failure = error instanceof AuthorityError ? 'bad-response' : 'connection';
      const word = signal.aborted ? 'timeout' : failure;
      authorityCalled(this.logger, word, running.durationMs);
      span?.ended({ failure: word });
      throw new AuthorityError('unavailable', { reason, exchange: running.now });
    }
  }

  destroy(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** The network client of one token request. It remembers the failure. */
export class AuthorityNetwork implements INetworkModule, HttpClient {
  /** Undefined as long as the authority has not refused anything. */
  failure: AuthorityError | undefined;
  /** The last exchange with the endpoint of a managed identity, which does not go through here. */
  direct: { readonly exchange?: Exchange; readonly unreached?: string | undefined } = {};

  constructor(
    private readonly http: AuthorityHttp,
    /** The setting that the gateway signs in with. */
    private readonly credential: string,
    /** Of the request that needs the token. */
    private readonly logger?: Logger,
  ) {}

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#forMsal<T>('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#forMsal<T>('POST', url, options);
  }

  async sendRequest(sent: Parameters<HttpClient['sendRequest']>[0]): Promise<PipelineResponse> {
    const body = typeof sent.body === 'string' ? sent.body : undefined;
    const answer = await this.#exchange(sent.method, sent.url, sent.headers.toJSON(), body);
    return {
      request: sent,
      status: answer.status,
      headers: createHttpHeaders(answer.headers),
      bodyAsText: answer.text,
    };
  }

  async #forMsal<T>(
    method: Dispatcher.HttpMethod,
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    const { status, headers, json } = await this.#exchange(method, url, options.headers ?? {}, options.body);
    return { status, headers, body: json as T };
  }

  async #exchange(
    method: Dispatcher.HttpMethod,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<HttpAnswer> {
    try {
      const answer =
        method === 'GET'
          ? await this.http.read(url, headers, this.logger)
          : await this.http.exchange(method, url, headers, body, this.logger);
      if (answer.status !== 200) {
        const retryAfter = readRetryAfter(answer.headers['retry-after'], Date.now());
        const refusal = errorOfRefusal(answer.status, answer.json, retryAfter, this.credential, secretsOf(body));
        this.failure = refusal.during(answer.exchange);
      }
      return answer;
    } catch (error) {
      if (error instanceof AuthorityError) this.failure = error;
      throw error;
    }
  }
}

/** The values of a token request's form that must never appear in a response or a log. */
function secretsOf(form: string | undefined): Secret[] {
  const sent = new URLSearchParams(form ?? '');
  return ['assertion', 'client_assertion', 'client_secret'].flatMap((name) =>
    sent.getAll(name).map((text) => new Secret(text)),
  );
}

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw new AuthorityError('unavailable', { reason: 'a response over 1 MiB' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AuthorityError('unavailable', { reason: `status ${status} without JSON` });
  }
}
