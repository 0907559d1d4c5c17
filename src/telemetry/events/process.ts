/** The process: it starts, drains, stops. */
import type { To } from './event-log.js';

/** `limits` in force, and `off`: the protections that are not used. */
export const gatewayListens = (
  log: To<'info'>,
  fields: {
    url: string;
    metricsUrl?: string;
    version: string;
    commit?: string;
    graph: string;
    proxy?: string;
    auth: string;
    production: boolean;
    limits: Readonly<Record<string, number>>;
    off: readonly string[];
  },
): void => log.info(fields, 'The gateway listens');

export const gatewayCannotStart = (log: To<'fatal'>, fields: { reason: string; problems?: readonly string[] }): void =>
  log.fatal(fields, 'The gateway cannot start');

/** It starts all the same. */
export const configurationDoubtful = (log: To<'warn'>, fields: { warning: string }): void =>
  log.warn(fields, 'The configuration may be wrong');

export const gatewayDrains = (log: To<'info'>, fields: { signal: string | undefined; afterMs: number }): void =>
  log.info(fields, 'The gateway drains');

/** An uncaught failure. */
export const gatewayFailedToContinue = (log: To<'fatal'>, fields: { err: unknown }): void =>
  log.fatal(fields, 'The gateway stops after a failure');

export const partFailedToStop = (log: To<'error'>, fields: { err: unknown }): void =>
  log.error(fields, 'A part of the gateway did not stop after a failed start');
