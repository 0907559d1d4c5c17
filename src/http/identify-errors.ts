/**
 * `extensions.requestId` in errors that Apollo Server writes without an operation: rejected admissions, its own checks of
 * a request, and unexpected failures. For these it calls no hook that knows the request. Their bodies are short.
 */
import type { onSendHookHandler } from 'fastify';
import { withRequestId } from '../graphql/errors/request-id.js';
import type { FormattedExecutionResult } from 'graphql';

const startOfErrors = '{"errors":';

export const identifyErrors: onSendHookHandler<unknown> = ({ id, record }, reply, payload, done) => {
  const isIdentified = record.hasRequestId && reply.statusCode < 500;
  if (isIdentified || typeof payload !== 'string' || !payload.startsWith(startOfErrors)) return done(null, payload);
  const { errors = [], ...rest } = JSON.parse(payload) as FormattedExecutionResult;
  const identified = { errors: errors.map((error) => withRequestId(error, id)), ...rest };
  void reply.removeHeader('content-length');
  done(null, `${JSON.stringify(identified)}\n`);
};
