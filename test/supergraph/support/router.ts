/** What the tests want of a gateway in front of subgraphs: an address, and to end. Clients talk to it over HTTP alone. */
import type { GatewayConfig } from '@graphql-hive/gateway-runtime';
import type { Subgraph } from './subgraph.js';

export interface Router {
  readonly url: string;
  stop(): Promise<void>;
}

export interface RouterOptions {
  /** False leaves the gateway as its makers ship it, but for the caller's headers going to the subgraphs. */
  readonly relay?: boolean;
  /** For Hive Gateway alone. */
  readonly hive?: Pick<GatewayConfig, 'genericAuth' | 'upstreamRetry'>;
}

/** A make of gateway. */
export interface RouterMake {
  readonly name: string;
  /** How this subgraph has to be configured for it. */
  readonly environment: Readonly<Record<string, string>>;
  start(subgraphs: readonly Subgraph[], options?: RouterOptions): Promise<Router>;
}

export interface RouterAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: readonly {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown> & { code?: string };
  }[];
}

export interface Operation {
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

export async function ask(
  { url }: Router,
  { query, variables = {}, headers = {}, signal }: Operation,
): Promise<RouterAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Partial<RouterAnswer>;
  return { status: response.status, headers: response.headers, text, data, errors };
}
