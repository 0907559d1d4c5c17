/**
 * One line per request: what it was, how it ended, and how long Graph took. The path is logged without its query, because
 * a GET has the caller's variables there.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationRecord } from '../core/operation-record.js';
import { probeAnswered, requestAnswered, requestBegan } from '../telemetry/events.js';

declare module 'fastify' {
  interface FastifyRequest {
    record: OperationRecord;
  }
}

/** Nothing was sent. nginx logs the same number. */
const callerLeftStatus = 499;
const probes = ['/live', '/ready'];

export function addRequestLog(server: FastifyInstance): void {
  server.decorateRequest('record');
  server.addHook('onRequest', (request, reply, done) => {
    request.record = new OperationRecord(request.id);
    requestBegan(request.log);
    // Fastify's hook below does not run for a client that disconnects before its response begins.
    reply.raw.once('close', () => report(request, reply));
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    report(request, reply);
    done();
  });
}

/** Once for each request. */
function report(request: FastifyRequest, reply: FastifyReply): void {
  const { record, log, method } = request;
  if (record.isReported) return;
  record.isReported = true;
  const path = request.routeOptions.url ?? 'unknown';
  const status = reply.raw.headersSent ? reply.statusCode : callerLeftStatus;
  const isHealthy = status === 200 && probes.includes(path);
  const answered = isHealthy ? probeAnswered : requestAnswered;
  answered(log, {
    method,
    path,
    status,
    durationMs: rounded(reply.elapsedTime),
    ...(reply.raw.writableFinished ? {} : { callerLeft: true as const }),
    ...(path === '/graphql' ? operationOf(request, reply) : {}),
  });
}

/** A field without a value is not written. */
function operationOf({ record }: FastifyRequest, reply: FastifyReply) {
  const { type, name, fields, codes, graphCalls, graphMs, writeRequestIds } = record;
  return {
    type,
    operation: name,
    fields,
    codes,
    graphCalls: graphCalls === 0 ? undefined : graphCalls,
    graphMs: graphCalls === 0 ? undefined : rounded(graphMs),
    graphRequestIds: writeRequestIds,
    bytes: bytesOf(reply),
  };
}

/** Undefined for a long response that is compressed while it is written: nothing knows its length. */
function bytesOf(reply: FastifyReply): number | undefined {
  const length = reply.getHeader('content-length');
  if (length !== undefined) return Number(length);
  return reply.hasHeader('content-encoding') ? undefined : 0;
}

/** Microseconds. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
