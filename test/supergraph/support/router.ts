/** The interface of a gateway in front of subgraphs: an address, and a way to stop. Clients use only HTTP. */
import type { GatewayConfig } from '@graphql-hive/gateway-runtime';
import type { Subgraph } from './subgraph.js';

export interface Router {
  readonly url: string;
  stop(): Promise<void>;
}

export interface RouterOptions {
  /** False leaves the gateway as shipped, except that the caller's headers go to the subgraphs. */
  readonly relay?: boolean;
  /** For Hive Gateway alone. */
  readonly hive?: Pick<GatewayConfig, 'genericAuth' | 'upstreamRetry'>;
}

/** A make of gateway. */
export interface RouterMake {
  readonly name: string;
  /** The configuration of this subgraph for it. */
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
