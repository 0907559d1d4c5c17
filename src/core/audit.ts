/** Writes the line of the audit for each write. It exists only with `AUDIT_LOG=on`. */
import { auditLogOf, type AuditFields } from '../telemetry/audit-line.js';
import { writeAudited } from '../telemetry/events.js';
import { GatewayError } from './gateway-error.js';
import type { Operation } from './operation.js';
import type { TokenSource } from './token-source.js';

/** What the audit says of one write. */
export type AuditedWrite = Omit<AuditFields, 'who' | 'operation'>;

export class Audit {
  constructor(private readonly tokens: Pick<TokenSource, 'auditIdentityOf'>) {}

  /** Writes of one operation that end together. */
  ended(writes: readonly AuditedWrite[], { caller, logger, record }: Operation): void {
    const who = this.tokens.auditIdentityOf(caller);
    const log = auditLogOf(logger);
    for (const write of writes) writeAudited(log, { who, operation: record.name, ...write });
  }

  /**
   * The same admission, which also writes the line of a verified caller that may not write. Nothing was sent, whatever the
   * field would have written.
   */
  orDenied(admitted: void | Promise<void>, field: string, operation: Operation): void | Promise<void> {
    return admitted?.catch((error: unknown) => {
      if (error instanceof GatewayError && error.code === 'FORBIDDEN') {
        this.ended([{ field, outcome: error.code, sent: false }], operation);
      }
      throw error;
    });
  }
}
