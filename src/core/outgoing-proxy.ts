/**
 * Connections through the company's proxy, where the environment names one.
 *
 * The proxy opens a tunnel (`CONNECT`), and TLS goes through it to the server: the proxy sees no token. A tunnel is a connection of
 * the pool like any other: it is kept, counted and closed in the same way, and a request starts only once its tunnel stands.
 */
import { EnvHttpProxyAgent, Pool } from 'undici';

/** The URLs may hold a password: never logged. */
export interface Proxies {
  /** For https servers; without it `httpProxy` is used for them too. */
  readonly httpsProxy: string | undefined;
  readonly httpProxy: string | undefined;
  /** Hosts that are reached directly, as in `NO_PROXY`. */
  readonly noProxy: string;
}

type PoolOptions = Pick<
  Pool.Options,
  'connections' | 'pipelining' | 'allowH2' | 'maxResponseSize' | 'headersTimeout' | 'bodyTimeout' | 'connectTimeout'
>;

/** Undefined when no proxy is configured. */
export function throughProxies(proxies: Proxies, options: PoolOptions): EnvHttpProxyAgent | undefined {
  const { httpsProxy = '', httpProxy = '', noProxy } = proxies;
  if (httpsProxy === '' && httpProxy === '') return undefined;
  const connectTimeout = options.connectTimeout ?? 0;
  return new EnvHttpProxyAgent({
    ...options,
    httpsProxy,
    httpProxy,
    noProxy,
    // A proxy that accepts and never answers would otherwise hold a place of the pool for five minutes.
    clientFactory: (origin, proxyOptions) => new Pool(origin, { ...proxyOptions, headersTimeout: connectTimeout }),
  });
}
