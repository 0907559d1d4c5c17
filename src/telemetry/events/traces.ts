/** Traces: whether they arrive. */
import type { DropReason } from './instruments.js';
import type { Counted, To } from './event-log.js';

export const tracesNotExported = (log: To<'warn'>, fields: { reason: string; host: string }): void =>
  log.warn(fields, 'Traces cannot be exported: they are dropped');

export const tracesExported = (log: To<'info'>): void => log.info({}, 'Traces are exported again');

export const tracesDropped = (log: Counted, why: DropReason, traces: number): void =>
  log.metrics?.tracesDropped(why, traces);
