/** The audit of writes: a contract, docs/audit.md. */
import type { AuditFields } from '../audit-line.js';
import type { To } from './event-log.js';

/** Once for each write, whatever `LOG_LEVEL` is. */
export const writeAudited = (log: To<'info'>, fields: AuditFields): void => log.info(fields, 'A write');
