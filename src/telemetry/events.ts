/**
 * What happens in the gateway and concerns its operators: one function for each event, the only place for its level,
 * its fields, its sentence and what it counts. Spans of the event belong here too, so that all of them agree.
 *
 * docs/logging.md lists every line; a test compares them. Fields never hold headers, bodies or tokens. An event costs
 * nothing while its line, its metrics and its span are off.
 */
export type { Counted, EventLog } from './events/event-log.js';
export type { Metrics, RedisOperation, SharedPart, WaitReason } from './events/instruments.js';
export type { RequestSpan } from './events/request-span.js';
export * from './events/process.js';
export * from './events/clients.js';
export * from './events/operations.js';
export * from './events/graph.js';
export * from './events/audit.js';
export * from './events/callers.js';
export * from './events/redis.js';
export * from './events/idempotency.js';
export * from './events/log.js';
export * from './events/traces.js';
