/** Admits callers: a verified token with the permission for the requested access. */
import { GatewayError } from '../../core/gateway-error.js';
import type { Operation } from '../../core/operation.js';
import type { Caller } from '../../core/caller.js';
import type { Access } from '../../core/token-source.js';
import type { AuditIdentity } from '../../telemetry/audit-line.js';
import type { CallerPermissions } from '../../config/auth.js';
import { bearerToken, type BearerToken } from '../bearer-token.js';
import type { CallerVerifier, VerifiedCaller } from './caller-verifier.js';
import { permissionMissing } from '../../telemetry/events.js';

/** Several fields and calls of one operation check the same caller. */
interface Known {
  bearer?: BearerToken;
  verification?: Promise<VerifiedCaller> | undefined;
  verified?: VerifiedCaller;
}

export class Admission {
  constructor(
    private readonly verifier: CallerVerifier,
    private readonly permissions: CallerPermissions,
  ) {}

  /** Any verified caller, whatever its permissions. */
  async authenticate(operation: Operation): Promise<void> {
    await this.#verify(operation);
  }

  async admit(operation: Operation, access: Access): Promise<VerifiedCaller> {
    const caller = await this.#verify(operation);
    const needed = this.permissions[access];
    if (!needed.some((permission) => caller.permissions.includes(permission))) {
      permissionMissing(operation.logger, { access, kind: caller.kind });
      const what = access === 'read' ? 'reading' : 'writing';
      const message = `The token of this request does not allow ${what}: it lacks a permission for the gateway.`;
      throw new GatewayError('FORBIDDEN', message, { requiredScopes: needed });
    }
    return caller;
  }

  /** The identity of a verified caller, whatever its permissions; otherwise undefined. */
  async identify(operation: Operation): Promise<string | undefined> {
    if (operation.caller.authorizationHeaders().length === 0) return undefined;
    try {
      return nameOf(await this.#verify(operation));
    } catch (error) {
      // The operation reports the error; here the caller is only unknown.
      if (error instanceof GatewayError) return undefined;
      throw error;
    }
  }

  /** Undefined for callers that were not admitted. */
  identityOf(caller: Caller): VerifiedCaller | undefined {
    return knownOf(caller).verified;
  }

  /** Only for callers that were authenticated. */
  auditIdentityOf(caller: Caller): AuditIdentity {
    const { verified } = knownOf(caller);
    if (verified === undefined) throw new Error('the caller is not verified');
    const { tenantId, objectId, kind } = verified;
    return { tenantId, objectId, kind };
  }

  /** The caller's own token, as it came. Fails with `UNAUTHENTICATED`. */
  tokenOf(caller: Caller): string {
    return (knownOf(caller).bearer ??= bearerToken(caller, 'gateway')).token;
  }

  /** The same for every token of a user or an application; empty for callers that were not admitted. */
  userOf(caller: Caller): string {
    const { verified } = knownOf(caller);
    return verified === undefined ? '' : nameOf(verified);
  }

  /** The same for every token that one application has for a user, or for itself. */
  scopeOf(caller: Caller): string {
    const { verified } = knownOf(caller);
    return verified === undefined ? '' : `${nameOf(verified)}/${verified.applicationId}`;
  }

  #verify(operation: Operation): Promise<VerifiedCaller> {
    const known = knownOf(operation.caller);
    return (known.verification ??= this.#look(operation, known));
  }

  async #look(operation: Operation, known: Known): Promise<VerifiedCaller> {
    try {
      return (known.verified = await this.verifier.verify(this.tokenOf(operation.caller), operation));
    } catch (error) {
      // Final results about a token are remembered; a failure to read the keys in time is not.
      if (!(error instanceof GatewayError && error.code === 'UNAUTHENTICATED')) known.verification = undefined;
      throw error;
    }
  }
}

function knownOf(caller: Caller): Known {
  return caller.once<Known>(() => ({}));
}

function nameOf({ tenantId, objectId }: VerifiedCaller): string {
  return `${tenantId}/${objectId}`;
}
