/**
 * Connections through the company's proxy, if the environment names one.
 *
 * The proxy opens a tunnel (`CONNECT`), and TLS goes through it to the server, so the proxy sees no token. A tunnel is
 * a connection of the pool like any other: it is reused, counted and closed in the same way, and a request starts only
 * once its tunnel is open.
 */
import { EnvHttpProxyAgent, Pool } from 'undici';

/** The URLs may hold a password: never logged. */
export interface Proxies {
  /** For https servers; if absent, `httpProxy` is used for them too. */
  readonly httpsProxy: string | undefined;
  readonly httpProxy: string | undefined;
  /** Hosts that are reached directly, as in `NO_PROXY`. */
  readonly noProxy: string;
}

type PoolOptions = Pick<
  Pool.Options,
  'connections' | 'pipelining' | 'allowH2' | 'maxResponseSize' | 'headersTimeout' | 'bodyTimeout' | 'connectTimeout'
>;

/** Undefined if no proxy is configured. */
export function throughProxies(proxies: Proxies, options: PoolOptions): EnvHttpProxyAgent | undefined {
  const { httpsProxy = '', httpProxy = '', noProxy } = proxies;
  if (httpsProxy === '' && httpProxy === '') return undefined;
  const connectTimeout = options.connectTimeout ?? 0;
  return new EnvHttpProxyAgent({
    ...options,
    httpsProxy,
    httpProxy,
    noProxy,
    // A proxy that accepts connections and never answers would otherwise hold a slot of the pool for five minutes.
    clientFactory: (origin, proxyOptions) => new Pool(origin, { ...proxyOptions, headersTimeout: connectTimeout }),
  });
}
