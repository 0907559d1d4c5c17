/** Where Redis is, and how it is reached. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

export interface RedisTarget {
  /** What the addresses are: Redis itself, nodes of a Redis Cluster, or Sentinels. */
  readonly mode: 'single' | 'cluster' | 'sentinel';
  /** As it is configured. It may hold a password: never logged. */
  readonly url: string;
  readonly addresses: readonly RedisAddress[];
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly tls: boolean;
  /** Authorities in PEM, trusted instead of those of Node.js. */
  readonly ca: string | undefined;
  readonly sentinel: { readonly name: string; readonly password: string | undefined } | undefined;
  /** Where an address is reached that the cluster or the Sentinels announce as `host:port`. */
  readonly natMap: Readonly<Record<string, RedisAddress>> | undefined;
  /** How long one request may wait for one command before it continues without. */
  readonly timeoutMs: number;
}
