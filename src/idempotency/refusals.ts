/** Creations with a key that are not sent. */
import { GatewayError } from '../core/gateway-error.js';

/**
 * Most creations end within a second, whatever their lease: a client that repeats after it gets the report, or is asked to
 * wait again.
 */
const longestWaitMs = 1000;
const notSent = 'idempotency';

export function keyInUse(leftMs: number): GatewayError {
  const retryAfterSeconds = Math.min(Math.max(leftMs, 1), longestWaitMs) / 1000;
  const message = 'A creation with this idempotency key is still running; nothing was sent for this one.';
  return new GatewayError('IDEMPOTENCY_KEY_IN_USE', message, { retryAfterSeconds, notSent });
}

export function keyReused(): GatewayError {
  const message = 'This idempotency key was used for another creation; nothing was sent.';
  return new GatewayError('IDEMPOTENCY_KEY_REUSED', message, { notSent });
}

export function keysUnavailable(): GatewayError {
  const message = 'Idempotency keys cannot be checked at the moment; nothing was sent.';
  return new GatewayError('IDEMPOTENCY_UNAVAILABLE', message, { notSent });
}

export function keysOff(): GatewayError {
  const message = 'This gateway is configured without idempotency keys; nothing was sent.';
  return new GatewayError('IDEMPOTENCY_UNAVAILABLE', message, { notSent });
}

/** An earlier attempt may have stored it, and it was looked for without result. */
export function stillUnknown(cause?: unknown): GatewayError {
  const message =
    'An earlier request with this idempotency key may have stored the object, which was not found; nothing was sent.';
  return new GatewayError('OUTCOME_UNKNOWN', message, cause === undefined ? {} : { cause });
}

export function noLongerThere(failure: GatewayError, id: string): GatewayError {
  const message =
    'The object that this idempotency key has stored no longer exists, or Microsoft Graph hides it from this caller.';
  return new GatewayError(failure.code, message, { ...failure.details, idempotency: { id } });
}
