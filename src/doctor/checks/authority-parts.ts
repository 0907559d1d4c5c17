/** The gateway's own client of the authority, for the checks of identity. */
import type { AuthorityError } from '../../auth/authority/authority-failure.js';
import type { Config } from '../../config/config.js';
import { failed, type Outcome } from '../finding.js';
import type { Session } from '../session.js';

export type Verifying = Exclude<Config['auth'], { mode: 'forward' }>;

/** Forward mode needs no authority. */
export function isVerifying(session: Session): boolean {
  return session.isConfigured && session.config.auth.mode !== 'forward';
}

/** Not in forward mode. */
export function verifyingOf({ config }: Session): Verifying {
  if (config.auth.mode === 'forward') throw new Error('forward mode has no authority');
  return config.auth;
}

const register = 'docs/authentication.md, "Registering the gateway"';
export const grantApplication = `Grant the application permission DeviceManagementConfiguration.Read.All (or ReadWrite.All) of Microsoft Graph, then admin consent: ${register}, step 5`;
export const grantDelegated = `Grant the delegated permission DeviceManagementConfiguration.Read.All (or ReadWrite.All) of Microsoft Graph, then admin consent: ${register}, step 5`;

export function grantFor(mode: Config['auth']['mode']): string {
  return mode === 'application' ? grantApplication : grantDelegated;
}

/** What the authority said, and what to do about it. */
export function authorityOutcome(error: AuthorityError, mode: Verifying['mode']): Outcome {
  const { reason, setting, correlationId, retryAfterSeconds } = error.details;
  const id = correlationId === undefined ? '' : `; correlation id ${correlationId}`;
  const details = { kind: error.kind, reason, ...(setting === undefined ? {} : { setting }) };
  switch (error.kind) {
    case 'unavailable': {
      // Of the discovery document, which has no other refusals: the tenant does not exist in this cloud.
      if (setting !== undefined && setting !== '')
        return failed(`no usable answer: ${reason}${id}`, `Check ${setting}: ${register}`, details);
      const wait = retryAfterSeconds === undefined ? '' : `; it asks to wait ${retryAfterSeconds} s (Retry-After)`;
      return failed(
        `no usable answer: ${reason}${wait}${id}`,
        'Check the network group above; if it is well, wait and run the doctor again',
        details,
      );
    }
    case 'misconfigured':
      return failed(
        `the authority rejects the gateway: ${reason}${id}`,
        `Check ${setting ?? 'the registration'}: ${register}`,
        details,
      );
    case 'consent':
      return failed(`consent is missing: ${reason}${id}`, grantFor(mode), details);
    case 'interaction':
      return failed(
        `Conditional Access requires more of this user: ${reason}${id}`,
        'Sign in again with what it requires. Front ends must answer claims challenges: docs/authentication.md',
        details,
      );
    case 'assertion':
      return failed(
        `the caller's token is not accepted: ${reason}${id}`,
        "Get a new token for the gateway's own scope",
        details,
      );
  }
}
