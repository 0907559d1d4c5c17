/** The gateway as a process: environment, signals, exit codes. */
import 'reflect-metadata';
import closeWithGrace from 'close-with-grace';
import { inForce } from './config/in-force.js';
import { ConfigError } from './config/config-error.js';
import { readConfig } from './config/config.js';
import { startGateway } from './gateway.js';
import { lastExportMs } from './telemetry/tracing/last-export.js';
import { createFailureLog, createLogger } from './telemetry/logger.js';
import {
  configurationDoubtful,
  gatewayCannotStart,
  gatewayDrains,
  gatewayFailedToContinue,
  gatewayListens,
} from './telemetry/events.js';
import { gatewayVersion } from './telemetry/version.js';

/** `EX_CONFIG` of sysexits.h. */
const invalidConfiguration = 78;
/** Stopping takes at most half a second longer than its two steps; then the process is ended by force. */
const drainMarginMs = 2000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.telemetry.logLevel);
  const gateway = await startGateway(config, logger);
  const { shutdownDelayMs, shutdownTimeoutMs } = config.http;
  const { url, metricsUrl } = gateway;
  gatewayListens(logger, { url, ...(metricsUrl ? { metricsUrl } : {}), version: gatewayVersion(), ...inForce(config) });
  for (const warning of config.warnings) configurationDoubtful(logger, { warning });
  void gateway.check();
  // The last traces are sent after that.
  const lastMs = config.telemetry.tracing === undefined ? 0 : lastExportMs;
  closeWithGrace(
    { delay: shutdownDelayMs + shutdownTimeoutMs + drainMarginMs + lastMs, logger },
    async ({ signal, err }) => {
      if (err) gatewayFailedToContinue(logger, { err });
      else gatewayDrains(logger, { signal, afterMs: shutdownDelayMs });
      await gateway.stop({ atOnce: err !== undefined });
    },
  );
}

/** A person at a terminal reads sentences; whatever collects the log reads a line of it. */
function reportFailedStart(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const problems = error instanceof ConfigError ? error.problems : undefined;
  if (!process.stderr.isTTY) {
    gatewayCannotStart(createFailureLog(), { reason, ...(problems ? { problems } : {}) });
  } else if (problems === undefined) {
    process.stderr.write(`The gateway cannot start: ${reason}\n`);
  } else {
    process.stderr.write(`${reason}:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  }
}

try {
  await main();
} catch (error) {
  reportFailedStart(error);
  process.exitCode = error instanceof ConfigError ? invalidConfiguration : 1;
}
