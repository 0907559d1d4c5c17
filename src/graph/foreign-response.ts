/**
 * A rejection that Graph has not sent: the page of a proxy or firewall on the way. It says nothing about the caller's
 * permissions, and Microsoft's support cannot find it.
 */
import { withoutSecrets, type Secret } from '../core/secret.js';
import type { ExchangeResponse } from './graph-transport.js';

/** What proxies call themselves, for example `squid`, `Zscaler/6.2`, `cloudflare`. */
const productName = /[A-Za-z][\w./-]{0,40}/g;
const maxNames = 4;
const mediaType = /^[\w.+-]+\/[\w.+-]+/;

/** `message` is for the client, `reason` for the log. */
export class ForeignResponse extends Error {
  override readonly name = 'ForeignResponse';
  constructor(readonly reason: string) {
    super('Something between the gateway and Microsoft Graph rejected the request.');
  }
}

/**
 * Undefined for a response that may be Graph's: Graph gives each of its own an id, and its errors are JSON. The statuses of
 * tokens, missing objects and conflicts keep their meaning.
 */
export function foreignResponse(
  { status, headers }: Pick<ExchangeResponse, 'status' | 'headers'>,
  secret: Secret,
): ForeignResponse | undefined {
  if (status < 400 || status > 499 || [401, 404, 409, 412, 429].includes(status)) return undefined;
  const sender = foreignSender(headers, secret);
  return sender === undefined ? undefined : new ForeignResponse(sender);
}

/** For the log: the media type of a response that is not Graph's, and what its sender calls itself. */
export function foreignSender(headers: ExchangeResponse['headers'], secret: Secret): string | undefined {
  const [type] = mediaType.exec(headers['content-type'] ?? '') ?? [];
  if (type === undefined || type.endsWith('json') || headers['request-id'] !== undefined) return undefined;
  const names = [headers.via, headers.server].flatMap((value) => String(value ?? '').match(productName) ?? []);
  const read = withoutSecrets([type, ...new Set(names)].slice(0, 1 + maxNames), [secret]);
  return `not a response of Graph: ${read.join(' ')}`;
}
