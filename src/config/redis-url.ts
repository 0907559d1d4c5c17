/** `REDIS_URL`: one host, or several between commas, which no parser of URLs reads. */

export interface RedisUrl {
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** `port` is undefined where the URL has none. */
  readonly hosts: readonly { readonly host: string; readonly port: number | undefined }[];
  /** What follows the hosts: for several, nothing or a database. */
  readonly rest: string;
}

const form = /^(rediss?):\/\/(?:(\S*)@)?([^\s/?#@]+)((?:[/?#]\S*)?)$/;

/** Undefined if it is none. */
export function parseRedisUrl(value: string): RedisUrl | undefined {
  const [, scheme, credentials = '', hosts = '', rest = ''] = form.exec(value) ?? [];
  // A colon without a port is a mistake, such as another URL.
  const urls = hosts
    .split(',')
    .map((host) => (host.endsWith(':') ? null : URL.parse(`${scheme}://${credentials && `${credentials}@`}${host}`)));
  const [first] = urls;
  const texts = decoded([first?.username ?? '', first?.password ?? '']);
  if (scheme === undefined || !urls.every(isServer) || texts === undefined) return undefined;
  const [username, password] = texts;
  return {
    tls: scheme === 'rediss',
    username: username || undefined,
    password: password || undefined,
    hosts: urls.map(({ hostname, port }) => ({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port === '' ? undefined : Number(port),
    })),
    rest,
  };
}

function isServer(url: URL | null): url is URL {
  return Boolean(url?.hostname);
}

function decoded(texts: readonly string[]): readonly string[] | undefined {
  try {
    return texts.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
