/** What the gateway makes of the caller's token, by its own code: verification, and the exchange on behalf of the user. */
import { startTokenSource } from '../../auth/start.js';
import { Caller } from '../../core/caller.js';
import { CostLedger } from '../../core/cost-ledger.js';
import { GatewayError } from '../../core/gateway-error.js';
import { OperationRecord } from '../../core/operation-record.js';
import type { Operation } from '../../core/operation.js';
import type { TokenSource } from '../../core/token-source.js';
import type { Check } from '../check.js';
import { failed, notTried, ok, warning, type Outcome } from '../finding.js';
import { capturedLog, type CapturedLog, type LogLine } from '../probes/captured-log.js';
import type { Session } from '../session.js';
import { grantDelegated, isVerifying, verifyingOf } from './authority-parts.js';
import { describeGraphToken } from './describe-token.js';
import { millis } from './hosts.js';

export const caller: Check = {
  id: 'identity.caller',
  group: 'identity',
  checked: 'the gateway verifies the caller',
  after: ['identity.authority.keys', 'identity.caller-token'],
  applies: isVerifying,
  run: async (session) => {
    const settings = verifyingOf(session);
    if (session.callerToken === undefined) return notTried("a caller's token is missing");
    return asCaller(session, session.callerToken, async (tokens, operation) => {
      await tokens.authenticate(operation);
      const may = async (access: 'read' | 'write'): Promise<boolean> => {
        try {
          await tokens.admit(operation, access);
          return true;
        } catch (error) {
          if (error instanceof GatewayError) return false;
          throw error;
        }
      };
      if (await may('write')) return ok('accepted; may read and write');
      if (await may('read')) return ok('accepted; may read only');
      const { read } = settings.permissions;
      return warning(
        'accepted, and may neither read nor write',
        `Request one of these scopes or roles: ${read.join(', ')}`,
      );
    });
  },
};

export const exchange: Check = {
  id: 'identity.exchange',
  group: 'identity',
  checked: 'exchange for a Graph token',
  after: ['identity.caller', 'identity.credential'],
  applies: (session) => isVerifying(session) && verifyingOf(session).mode === 'on-behalf-of',
  run: async (session) => {
    const settings = verifyingOf(session);
    if (session.callerToken === undefined) return notTried("a caller's token is missing");
    return asCaller(session, session.callerToken, async (tokens, operation) => {
      const began = performance.now();
      const authorization = await tokens.authorizationFor(operation, 'read');
      const took = millis(performance.now() - began);
      const token = authorization.replace(/^Bearer /, '');
      const audience = settings.scope.replace(/\/\.default$/, '');
      const { outcome, mayWrite } = describeGraphToken(token, { grant: grantDelegated, audience });
      session.callsGraphWith(token);
      if (mayWrite !== undefined) session.facts.mayWrite = mayWrite;
      return { ...outcome, found: `${took}; ${outcome.found}` };
    });
  },
};

async function asCaller(
  session: Session,
  token: string,
  work: (tokens: TokenSource, operation: Operation) => Promise<Outcome>,
): Promise<Outcome> {
  const { auth, graph, proxies, graphql } = session.config;
  const log = capturedLog();
  const source = await startTokenSource(auth, { ...graph, proxies, logger: log.logger });
  const operation: Operation = {
    caller: new Caller([`Bearer ${token}`]),
    signal: new AbortController().signal,
    deadline: performance.now() + 2 * graph.timeoutMs,
    logger: log.logger,
    record: new OperationRecord('doctor'),
    ledger: new CostLedger(graphql.maxCost),
    written: [],
  };
  try {
    return await work(source.tokens, operation);
  } catch (error) {
    if (error instanceof GatewayError) return refused(error, log);
    throw error;
  } finally {
    await source.stop();
  }
}

/** The client's error says little on purpose; the log says why. */
function refused(error: GatewayError, { lines }: CapturedLog): Outcome {
  const { msg = error.message, reason, setting, correlationId, audience } = lines.at(-1) ?? ({} as Partial<LogLine>);
  const words = [
    msg,
    ...(typeof reason === 'string' ? [reason] : []),
    ...(typeof audience === 'string' ? [`audience ${audience}`] : []),
    ...(typeof correlationId === 'string' ? [`correlation id ${correlationId}`] : []),
  ].join('; ');
  const details = { code: error.code, ...(typeof reason === 'string' ? { reason } : {}) };
  if (typeof setting === 'string') return failed(words, `Check ${setting}`, details);
  if (error.details.claims !== undefined) {
    return failed(
      words,
      'Sign in again with what Conditional Access requires: a second factor, a compliant device',
      details,
    );
  }
  switch (error.code) {
    case 'FORBIDDEN':
      return failed(words, grantDelegated, details);
    case 'UNAUTHENTICATED':
      return failed(
        words,
        'docs/authentication.md, "What is checked of a caller\'s token", says what to check for this reason',
        details,
      );
    default:
      return failed(words, 'Check the network group above; if it is well, wait and run the doctor again', details);
  }
}
