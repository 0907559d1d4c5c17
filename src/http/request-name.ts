/** By which a request is recognised if a client sends it again: hashes of its caller's token, and of all that it asks for. */
import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { RequestName } from '../idempotency/lost-answers.js';
import { callerOf } from './caller-of.js';

export function callerName(request: FastifyRequest): string {
  return hash('sha256', JSON.stringify(callerOf(request).authorizationHeaders()), 'base64url');
}

/** From the parsed body, which the operation keeps anyway: bytes that differ only in white space are the same request. */
export function requestName(request: FastifyRequest): RequestName {
  const caller = callerName(request);
  return { caller, digest: hash('sha256', JSON.stringify([caller, request.url, request.body]), 'base64url') };
}
