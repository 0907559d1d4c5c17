/**
 * The parts of Graph's response that a failure may quote. Every text of a response that a client or the log gets is
 * checked here or in foreign-response.ts; a text that repeats a piece of the token is dropped.
 */
import { withoutSecrets, type Secret } from '../core/secret.js';
import type { GraphExchange } from '../core/gateway-error.js';
import type { ExchangeResponse } from './graph-transport.js';
import type { GraphErrorBody } from './graph-words.js';
import { readBearerChallenges, relayedChallenge, type RelayedChallenge } from './relayed-challenge.js';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As in HTTP, or as in an `innerError`: without a zone. */
const dates = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})?$/,
];

export interface Quotes {
  /** Graph's message for a person; null if there is none to repeat. */
  readonly words: string | null;
  readonly challenge: RelayedChallenge;
  /** The part of the exchange's identification, for a support ticket, that comes from Graph. */
  readonly exchange: Pick<GraphExchange, 'code' | 'requestId' | 'date'>;
}

export function quotesOf(
  head: Pick<ExchangeResponse, 'status' | 'headers'> | undefined,
  body: GraphErrorBody | undefined,
  secret: Secret,
): Quotes {
  const { headers = {} } = head ?? {};
  const inner = body?.innerError ?? {};
  const read = {
    words: body?.words,
    code: body?.code,
    requestIds: ofForm([guid], headers['request-id'], inner['request-id']),
    dates: ofForm(dates, inner['date'], headers.date),
    challenges: readBearerChallenges(headers['www-authenticate']),
    innerChallenges: readBearerChallenges(body?.challenge),
  };
  const { words, code, requestIds, dates: times, challenges, innerChallenges } = withoutSecrets(read, [secret]);
  const own = relayedChallenge(challenges);
  return {
    words: words?.said === undefined ? null : (words.clean ?? null),
    // Graph's own challenge, or else that of the service behind it.
    challenge: own.challenge === undefined ? relayedChallenge(innerChallenges) : own,
    exchange: { code: code ?? null, requestId: requestIds[0] ?? null, date: times[0] ?? null },
  };
}

/** Graph's id of an acknowledged write, for the log. */
export function writeRequestId(
  { headers }: Pick<ExchangeResponse, 'headers'>,
  secret: Pick<Secret, 'isInGuid'>,
): string | null {
  const id = headers['request-id'];
  return typeof id === 'string' && guid.test(id) && !secret.isInGuid(id) ? id : null;
}

function ofForm(forms: readonly RegExp[], ...values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string' && forms.some((form) => form.test(value)));
}
