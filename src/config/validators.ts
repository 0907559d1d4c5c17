/**
 * The validators of environment values. Each one also describes its values in words, for the tables of keys in the
 * documentation.
 *
 * A message continues a sentence that begins with the key. It never repeats the value, which may be a secret.
 */
import { isIP } from 'node:net';
import { EnvError, makeExactValidator, type OptionalValidatorSpec, type RequiredValidatorSpec } from 'envalid';
import { parseRedisUrl } from './redis-url.js';

/** What each row says about its key. A key without a value is `undefined`, and the default must say so. */
interface Row<Default> {
  /** What the key is for, as Markdown without links. */
  readonly desc: string;
  readonly default: Default;
}

export interface Documented {
  /** The values that the key may have, as Markdown. */
  readonly allowed: string;
}

interface Validator<T> {
  (row: Row<undefined>): OptionalValidatorSpec<T> & Documented;
  (row: Row<NonNullable<T>>): RequiredValidatorSpec<T> & Documented;
}

function validator<T>(allowed: string, parse: (value: string) => T): Validator<T> {
  const validate = makeExactValidator(parse);
  return ((row: Row<undefined>) => ({ ...validate(row), allowed })) as Validator<T>;
}

/** Any text. Other keys, or the reader of the value, decide what it must be. */
export const text = (allowed: string): Validator<string> => validator(allowed, (value) => value);

/** White space around a secret is mostly a mistake of copying, and the authority's answer would not say so. */
export const secret = validator('text', (value) => {
  if (value !== value.trim()) throw new EnvError('must be a text without white space at its start or end');
  return value;
});

export const wholeNumber = (lowest: number, highest: number): Validator<number> =>
  validator(`${lowest} to ${highest}`, (value) => number(value, lowest, highest, 'a whole number'));

export const portNumber = wholeNumber(0, 65_535);

export const milliseconds = (lowest: number, highest: number): Validator<number> =>
  validator(`${lowest} to ${highest} ms`, (value) => number(value, lowest, highest, 'a whole number of milliseconds'));

function number(value: string, lowest: number, highest: number, what: string): number {
  const parsed = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed >= lowest && parsed <= highest)) throw new EnvError(`must be ${what} from ${lowest} to ${highest}`);
  return parsed;
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Validator<Choice> {
  return validator<Choice>(choices.map((choice) => `\`${choice}\``).join(', '), (value) => {
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) throw new EnvError(`must be one of: ${choices.join(', ')}`);
    return chosen;
  });
}

export const onOff = oneOf(['on', 'off']);

export const hostName = validator('address or host name', (value) => {
  if (isIP(value) === 0 && !/^[\w.-]+$/.test(value)) {
    throw new EnvError('must be one address or host name, as in 0.0.0.0, ::1 or gateway.internal');
  }
  return value;
});

export const graphUrl = validator('https URL, or http on loopback', (value) => {
  const url = URL.parse(value);
  if (url === null) throw new EnvError('must be an absolute URL');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw new EnvError('must be an https URL; http is allowed on loopback only');
  }
  if (url.username !== '' || url.password !== '') throw new EnvError('must be a URL without a user name or password');
  if (url.search !== '' || url.hash !== '') throw new EnvError('must be a URL without a query or fragment');
  if (url.pathname === '/')
    throw new EnvError("must be a URL with Graph's version, as in https://graph.microsoft.com/beta");
  return url;
});

export const redisUrl = validator('`redis://` or `rediss://` URL', (value) => {
  if (parseRedisUrl(value) === undefined) {
    throw new EnvError(
      'must be a Redis URL, as in redis://redis.internal:6379, or rediss:// for TLS; / ? # in a password are percent-encoded',
    );
  }
  return value;
});

/** Each address that is announced, and where it is reached. */
export const addressMap = validator<Readonly<Record<string, { readonly host: string; readonly port: number }>>>(
  '`host:port=host:port`, separated by commas',
  (value) => {
    const pairs = value.split(',').map((pair) => /^\s*(\S+:\d+)=(\S+):(\d+)\s*$/.exec(pair) ?? []);
    return Object.fromEntries(
      pairs.map(([, announced = '', host = '', port = '']) => {
        if ([announced, `${host}:${port}`].some((address) => !URL.parse(`redis://${address}`)?.port)) {
          throw new EnvError('must be pairs of addresses, as in 10.0.0.1:6379=redis.contoso.com:7001');
        }
        return [withoutBrackets(announced), { host: withoutBrackets(host), port: Number(port) }];
      }),
    );
  },
);

/** IPv6 addresses have brackets in URLs alone. */
function withoutBrackets(address: string): string {
  return address.replace(/^\[(.*)\]/, '$1');
}

export const otlpUrl = validator('`http://` or `https://` URL', (value) => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new EnvError('must be the http or https URL of an OTLP receiver, as in http://collector:4318');
  }
  if (url.username !== '' || url.password !== '') throw new EnvError('must be a URL without a user name or password');
  if (url.search !== '' || url.hash !== '') throw new EnvError('must be a URL without a query or fragment');
  return url;
});

/** As in the specifications of OpenTelemetry and of W3C Baggage: values are percent-encoded. */
export const keyValues = validator<Readonly<Record<string, string>>>('`key=value`, separated by commas', (value) => {
  const pairs = value
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const [, key = '', text = ''] =
        /^\s*([\w!#$%&'*+.^`|~/-]{1,256})\s*=\s*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?|)\s*$/.exec(pair) ?? [];
      if (key === '' || !isPercentEncoded(text)) {
        throw new EnvError('must be pairs of a key and a percent-encoded value, as in a=b,c=d%20e');
      }
      return [key, decodeURIComponent(text)] as const;
    });
  return Object.fromEntries(pairs);
});

export const ratio = validator('0 to 1, as in `0.01`', (value) => {
  const parsed = /^(?:\d{1,9}(?:\.\d{0,18})?|\.\d{1,18})$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed >= 0 && parsed <= 1)) throw new EnvError('must be a number from 0 to 1');
  return parsed;
});

export const proxyUrl = validator('`http://` or `https://` URL, or `host:port`', (value) => {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new EnvError('must be the URL of an HTTP proxy, as in http://proxy.contoso.com:8080');
  }
  if (!isPercentEncoded(url.username + url.password)) {
    throw new EnvError('must be a URL whose user name and password are percent-encoded');
  }
  return url.href;
});

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

export const origins = validator<readonly string[]>('origins, separated by commas', (value) => {
  const list = value.split(',').map((origin) => origin.trim());
  for (const origin of list) {
    // A pattern is a valid origin to `URL`, and no page has it.
    if (!/^https?:\/\/[^*]+$/.test(origin) || URL.parse(origin)?.origin !== origin) {
      throw new EnvError('must be origins separated by commas, as in https://app.contoso.com');
    }
  }
  return list;
});

/** RFC 9110, section 5.1. The wildcard of CORS would not cover `authorization`. */
export const headerNames = validator<readonly string[]>('names of headers, separated by commas', (value) => {
  const list = value.split(',').map((name) => name.trim().toLowerCase());
  if (!list.every((name) => /^[a-z0-9][\w!#$%&'+.^`|~-]{0,99}$/.test(name))) {
    throw new EnvError('must be names of headers separated by commas, as in sentry-trace, x-tenant');
  }
  return list;
});

export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

export function isGuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
