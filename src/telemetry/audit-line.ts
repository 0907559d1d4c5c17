/** The line of the audit: docs/audit.md is its contract, docs/audit.schema.json its schema. */

/** Who asked for a write: a verified identity, or the hash of a token that only Graph can verify. */
export type AuditIdentity =
  | { readonly tenantId: string; readonly objectId: string; readonly kind: 'user' | 'application' }
  | { readonly tokenSha256: string };

/** No names of people or devices, no values of an input, no tokens. A field without a value is not written. */
export interface AuditFields {
  readonly who: AuditIdentity;
  /** The operation's name in the document, cut to 100 characters. */
  readonly operation?: string | undefined;
  /** Graph's verb and path without keys; absent if the caller lacks the permission, and `field` says what for. */
  readonly method?: 'POST' | 'PATCH' | 'DELETE';
  readonly path?: string;
  readonly field?: string;
  /** The keys in the path, from left to right, then that of a new object. */
  readonly keys?: readonly string[];
  /** `OK` or a code of docs/errors.md. */
  readonly outcome: string;
  /** Whether Graph may have received the last try. */
  readonly sent: boolean;
  /** The last exchange. In a bulk creation the ids of the item, or the batch's if Graph gave the item none. */
  readonly graph?: {
    readonly status: number | null;
    readonly requestId: string | null;
    readonly clientRequestId: string | null;
  };
}

/** The value of `log` in each line, by which a collector separates them from the others. */
export const auditMarker = 'audit';

interface Parent<Log> {
  child(bindings: { log: string }, options: { level: 'info' }): Log;
}

/** Its lines have the bindings of the request, and appear whatever `LOG_LEVEL` is. */
export function auditLogOf<Log>(log: Parent<Log>): Log {
  return log.child({ log: auditMarker }, { level: 'info' });
}
